package dev.kartrainbox.kartra;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Another name under which Kartra was seen to send a key; read where the documented one says nothing. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface AlsoNamed {

    String value();
}
