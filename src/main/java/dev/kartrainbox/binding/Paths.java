package dev.kartrainbox.binding;

import dev.kartrainbox.inbox.Storable;

/** Names a place in a notification, for example {@code lead.custom_fields[].field_id}. */
final class Paths {

    private static final int MAX_KEY = 60;

    private Paths() {}

    /** The key below the path, foreign keys cut short and made printable. */
    static String key(String path, String key) {
        var printable = Storable.text(key, MAX_KEY).replaceAll("[^\\p{Alnum}_.\\-]", "?");
        return path.isEmpty() ? printable : path + "." + printable;
    }
}
