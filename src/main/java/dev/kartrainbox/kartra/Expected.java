package dev.kartrainbox.kartra;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A key that Kartra documents without exception: where it is absent, that is reported as {@link Unexpected.Kind#MISSING_KEY}. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface Expected {

    /** The actions whose notifications are documented to carry the key; none means all. */
    Action[] of() default {};
}
