package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a selection of deliveries is said in words. */
final class SelectionOptions {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    @Option(names = "--state", paramLabel = "STATE", description = "Where they stand: ${COMPLETION-CANDIDATES}.")
    @Nullable
    State state;

    @Option(names = "--action", paramLabel = "ACTION", description = "Kartra's word, such as assign_tag.")
    @Nullable
    String action;

    @Option(names = "--key", paramLabel = "NAME", description = "The name of the key that they came with.")
    @Nullable
    String keyName;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Received then or later: 2026-04-20, 2026-04-20T12:00 (both in UTC) or 2026-04-20T12:00+02:00.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Received before that.")
    @Nullable
    String to;

    @Option(names = "--lead", paramLabel = "LEAD", description = "The lead that they name: its id or e-mail address.")
    @Nullable
    String lead;

    @Option(names = "--yes", description = "Do it. Otherwise it is only said what would be done.")
    boolean yes;

    Selection selection() {
        return new Selection(state, action, keyName, time(from), time(to), lead);
    }

    boolean isEmpty() {
        return state == null && action == null && keyName == null && from == null && to == null && lead == null;
    }

    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is no time, try 2026-04-20T12:00 or 2026-04-20T12:00+02:00", text),
                    e);
        }
    }
}
