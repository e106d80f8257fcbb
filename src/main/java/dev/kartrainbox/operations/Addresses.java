package dev.kartrainbox.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds e-mail addresses in a text of any kind, whatever stands around them. Goes through it once, however hostile it is. */
final class Addresses {

    /** What stands where an address was. */
    static final String GONE = "[erased]";

    private static final Pattern AT = Pattern.compile("@|%40");
    private static final int MOST_BEFORE = 128;
    private static final int MOST_AFTER = 255;

    /** A hostile text could have hundreds tried out at each place. */
    private static final int MOST_GUESSES = 4;

    /** May be in an address before the {@code @}, beside letters and digits. */
    private static final String IN_LOCAL_PART = "!#$%&'*+-/=?^_`{|}~.";

    /** Of these, what more often ends what stands before an address: {@code ?email=mira@example.org}. */
    private static final String SEPARATORS = "!#$&'*/=?^`{|}~";

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\+u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,4});|&#([0-9]{1,5});|&commat;()");
    private static final int MOST_LAYERS = 4;

    private final Predicate<String> sought;

    /** Those of which this is true. */
    Addresses(Predicate<String> sought) {
        this.sought = sought;
    }

    /** Whether one is in the text, also where it is escaped in JSON, in a URL or in HTML, or in one within another. */
    boolean areIn(String text) {
        var layer = text;
        for (int i = 0; i < MOST_LAYERS; i++) {
            if (!takenOutOf(layer).equals(layer)) {
                return true;
            }
            var below = unescaped(layer);
            if (below.equals(layer)) {
                return false;
            }
            layer = below;
        }
        return false;
    }

    /** The text with a mark in place of each. */
    String takenOutOf(String text) {
        var left = new StringBuilder();
        var signs = AT.matcher(text);
        int from = 0;
        while (signs.find()) {
            var found = signs.start() < from ? null : around(text, signs.start(), signs.end(), from);
            if (found != null) {
                left.append(text, from, found.begin).append(GONE);
                from = found.end;
            }
        }
        return from == 0 ? text : left.append(text, from, text.length()).toString();
    }

    private record Span(int begin, int end) {}

    /** The longest at this place; none where there is none that is sought. */
    private @Nullable Span around(String text, int at, int afterAt, int floor) {
        var ends = ends(text, afterAt);
        for (int begin : begins(text, at, floor)) {
            for (int end : ends) {
                if (sought.test(unescaped(text.substring(begin, end)))) {
                    return new Span(begin, end);
                }
            }
        }
        return null;
    }

    /** Where it may begin: as early as can be, or behind one of the separators that are next to the {@code @}. */
    private static List<Integer> begins(String text, int at, int floor) {
        var begins = new ArrayList<Integer>();
        int begin = at;
        while (begin > floor && at - begin < MOST_BEFORE && isInLocalPart(text.charAt(begin - 1))) {
            if (begin < at && SEPARATORS.indexOf(text.charAt(begin - 1)) >= 0 && begins.size() < MOST_GUESSES) {
                begins.add(0, begin);
            }
            begin--;
        }
        begins.add(0, begin);
        return begins;
    }

    /** Where it may end: as late as can be, or before a dot that ends a sentence. */
    private static List<Integer> ends(String text, int afterAt) {
        int end = afterAt;
        while (end < text.length() && end - afterAt < MOST_AFTER && isInDomain(text.charAt(end))) {
            end++;
        }
        var ends = new ArrayList<Integer>();
        for (int last = end; last > afterAt && ends.size() < MOST_GUESSES; last--) {
            if (Character.isLetterOrDigit(text.charAt(last - 1))
                    && (last == end || !Character.isLetterOrDigit(text.charAt(last)))) {
                ends.add(last);
            }
        }
        return ends;
    }

    private static boolean isInLocalPart(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || IN_LOCAL_PART.indexOf(c) >= 0;
    }

    private static boolean isInDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** With what is escaped in JSON, in a URL or in HTML as it is meant. */
    static String unescaped(String text) {
        return text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0
                ? text
                : ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(meant(escape)));
    }

    private static String meant(MatchResult escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                return String.valueOf((char) Integer.parseInt(escape.group(group), 16));
            }
        }
        return escape.group(4) == null ? "@" : String.valueOf((char) Integer.parseInt(escape.group(4)));
    }
}
