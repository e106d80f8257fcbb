package dev.kartrainbox.kartra;

/**
 * A part of a notification that does not look as documented. Never carries a value: values may be personal data.
 *
 * @param path where it is, for example {@code lead.score} or {@code lead.custom_fields[].field_id}
 * @param kind what is unusual
 */
public record Unexpected(String path, Kind kind) {

    public enum Kind {
        /** A key that Kartra's pages do not name; found in {@link KartraEvent#raw()}. */
        UNKNOWN_KEY,
        /** An action that this release has no type for; the event is an {@link UnrecognizedEvent}. */
        UNKNOWN_ACTION,
        /** The same key twice in one object; the last one counts. */
        DUPLICATE_KEY,
        /**
         * A documented key that is absent: the lead's id, or anything of the details. Which other keys a lead has, Kartra's own
         * pages do not agree on; what is absent there is simply not said.
         */
        MISSING_KEY,
        /** A documented key under another name that Kartra was seen to use; read as the documented one. */
        RENAMED_KEY,
        /** A value that cannot be read as what is documented; left absent, found in {@link KartraEvent#raw()}. */
        WRONG_TYPE,
        /** Something that had to be mended before it could be read or stored. */
        REPAIRED
    }

    @Override
    public String toString() {
        return kind + " " + path;
    }
}
