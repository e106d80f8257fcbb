package dev.kartrainbox.kartra;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * What this observer writes can be made anew: when the mirror is rebuilt, it is told again, in order, of what it was told
 * before, and observers without this annotation are not. On a class it counts for all observers in it. Being told twice of a
 * delivery must leave the same rows as being told once, and nothing may leave the database: no mail, no request. Observers
 * that are told after the transaction, and asynchronous ones, are never told of a rebuild.
 */
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface Rebuilt {}
