package dev.kartrainbox.binding;

import dev.kartrainbox.inbox.Storable;
import java.util.regex.Pattern;

/** Names a place in a notification, for example {@code lead.custom_fields[].field_id}. */
final class Paths {

    private static final int MAX_KEY = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{Alnum}_.\\-]");

    private Paths() {}

    /** The key below the path, foreign keys cut short and made printable. */
    static String key(String path, String key) {
        var printable = UNPRINTABLE.matcher(Storable.text(key, MAX_KEY)).replaceAll("?");
        return path.isEmpty() ? printable : path + "." + printable;
    }
}
