package dev.kartrainbox.console;

import java.time.Duration;
import java.time.Instant;

/** Lengths of time as people read them. */
final class Spans {

    private Spans() {}

    /** From one time to another: {@code 42 s}, {@code 3 min}, {@code 5 h 12 min}, {@code 3 d 4 h}. */
    static String of(Instant from, Instant to) {
        return of(Duration.between(from, to));
    }

    static String of(Duration span) {
        if (span.isNegative() || span.toSeconds() < 1) {
            return "now";
        }
        if (span.toMinutes() < 1) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + " min";
        }
        if (span.toDays() < 1) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toDays() + " d " + span.toHoursPart() + " h";
    }
}
