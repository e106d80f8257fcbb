package dev.kartrainbox.kartra;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The name under which an observer's failures are kept and retried. Without it that is {@code SimpleClass.method(Event)}: give
 * one where you may rename the class or method, for what still waits under the old name is told to nobody then.
 */
@Retention(RUNTIME)
@Target(METHOD)
public @interface ObserverName {

    /** The name; no other observer may have it. */
    String value();
}
