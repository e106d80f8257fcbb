package dev.kartrainbox.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Envelope;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SpanTest {

    private final Span span = new Span();

    @Test
    void holdsFromItsOpeningOn() {
        span.open(at(1));

        assertThat(span.isActive()).isTrue();
        assertThat(span.since()).hasValue(time(1));
        assertThat(span.until()).isEmpty();
    }

    @Test
    void holdsSinceItsFirstOpeningWhenItIsOpenedAgain() {
        span.open(at(1));
        span.open(at(2));

        assertThat(span.since()).hasValue(time(1));
    }

    @Test
    void endsWhenItIsClosed() {
        span.open(at(1));
        span.close(at(2));

        assertThat(span.isActive()).isFalse();
        assertThat(span.since()).hasValue(time(1));
        assertThat(span.until()).hasValue(time(2));
    }

    @Test
    void isClosedWithNoBeginningWhenItNeverBegan() {
        span.close(at(1));

        assertThat(span.isActive()).isFalse();
        assertThat(span.since()).isEmpty();
        assertThat(span.until()).hasValue(time(1));
    }

    @Test
    void endedWhenItWasFirstClosedAndNotWhenItIsClosedAgain() {
        span.open(at(1));
        span.close(at(2));
        span.close(at(3));

        assertThat(span.since()).hasValue(time(1));
        assertThat(span.until()).hasValue(time(2));
    }

    @Test
    void remembersTheNewestThatToldEvenIfItChangedNothing() {
        span.open(at(1));
        span.open(at(5));
        span.close(at(3));

        assertThat(span.isActive()).isTrue();
    }

    @Test
    void staysAsItIsWhenADeliveryIsReplayed() {
        span.open(at(1));
        span.open(at(1));

        assertThat(span.isActive()).isTrue();
        assertThat(span.since()).hasValue(time(1));
    }

    @Test
    void beginsAnewAfterItsEnd() {
        span.open(at(1));
        span.close(at(2));
        span.open(at(3));

        assertThat(span.isActive()).isTrue();
        assertThat(span.since()).hasValue(time(3));
        assertThat(span.until()).isEmpty();
    }

    @Test
    void takesNothingOverFromAnOlderDelivery() {
        span.open(at(5));
        span.close(at(4));

        assertThat(span.isActive()).isTrue();

        span.close(at(6));
        span.open(at(3));

        assertThat(span.isActive()).isFalse();
        assertThat(span.until()).hasValue(time(6));
    }

    private static Envelope at(int second) {
        return new Envelope(new UUID(second, 0), time(second), 1, false);
    }

    private static Instant time(int second) {
        return Instant.parse("2026-04-20T12:00:00Z").plusSeconds(second);
    }
}
