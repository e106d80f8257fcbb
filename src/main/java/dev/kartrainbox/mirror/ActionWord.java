package dev.kartrainbox.mirror;

import java.util.regex.Pattern;

/** Kartra's word for an action, as foreign text: anybody who knows the URL decides what it says. */
final class ActionWord {

    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z][a-z0-9_]{0,59}");

    private ActionWord() {}

    /** The word if it is a plain one, otherwise a remark that it is not. */
    static String loggable(String action) {
        return PLAIN_WORD.matcher(action).matches() ? action : "(not a plain word)";
    }
}
