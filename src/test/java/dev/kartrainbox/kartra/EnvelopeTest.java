package dev.kartrainbox.kartra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final UUID OLDER = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UUID NEWER_IN_THE_SAME_MILLISECOND = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");
    private static final UUID NEWER = UUID.fromString("01890a5d-ac97-7000-8000-000000000000");

    @Test
    void isAsNewAsItselfAndAnythingOlder() {
        assertThat(envelope(OLDER).isAsNewAs(OLDER)).isTrue();
        assertThat(envelope(NEWER_IN_THE_SAME_MILLISECOND).isAsNewAs(OLDER)).isTrue();
        assertThat(envelope(NEWER).isAsNewAs(NEWER_IN_THE_SAME_MILLISECOND)).isTrue();
    }

    @Test
    void isNotAsNewAsWhatWasReceivedLater() {
        assertThat(envelope(OLDER).isAsNewAs(NEWER)).isFalse();
        assertThat(envelope(OLDER).isAsNewAs(NEWER_IN_THE_SAME_MILLISECOND)).isFalse();
    }

    private static Envelope envelope(UUID delivery) {
        return new Envelope(delivery, Instant.EPOCH, 1, false);
    }
}
