package dev.kartrainbox.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the console, which all stand in {@code texts.properties}. */
final class Texts {

    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.kartrainbox.console.texts", Locale.ENGLISH);

    private Texts() {}

    /**
     * The text of this name.
     *
     * @param values for its places {@code {0}}, {@code {1}}, …
     */
    static String of(String name, Object... values) {
        return new MessageFormat(BUNDLE.getString(name), Locale.US).format(values);
    }
}
