package dev.kartrainbox.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method that viewers may call as well; all others are for operators. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ViewersToo {}
