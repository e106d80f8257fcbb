package dev.kartrainbox.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Envelope;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeadSightingTest {

    private static final Envelope OLDER = envelope("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Envelope NEWER = envelope("01890a5d-ac96-774b-bcce-b302099a8058");

    @Test
    void comparesAddressesInLowerCaseAndWithoutBlanks() {
        assertThat(LeadSighting.normalized(" Mira@Example.ORG ")).isEqualTo("mira@example.org");
    }

    @Test
    void comparesAddressesTheSameWherever() {
        var locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(LeadSighting.normalized("MIRI@EXAMPLE.ORG")).isEqualTo("miri@example.org");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void cutsAnAddressToWhatIsStored() {
        assertThat(LeadSighting.normalized("m".repeat(320))).hasSize(320);
        assertThat(LeadSighting.normalized("m".repeat(5000))).hasSize(320);
    }

    @Test
    void neverCutsAnAddressWithinACharacter() {
        assertThat(LeadSighting.normalized("m".repeat(319) + "\uD83D\uDE00@example.org"))
                .isEqualTo("m".repeat(319));
    }

    @Test
    void isOutdatedByWhatIsNewer() {
        var sighting = new LeadSighting("i:7", OLDER);

        assertThat(sighting.isOutdatedBy(NEWER)).isTrue();
    }

    @Test
    void isNotOutdatedByWhatIsOlder() {
        var sighting = new LeadSighting("i:7", OLDER);
        sighting.sight(NEWER, "mira@example.org");

        assertThat(sighting.isOutdatedBy(OLDER)).isFalse();
    }

    @Test
    void takesADeliveryThatIsReplayed() {
        var sighting = new LeadSighting("i:7", OLDER);

        assertThat(sighting.isOutdatedBy(OLDER)).isTrue();
    }

    private static Envelope envelope(String delivery) {
        return new Envelope(UUID.fromString(delivery), Instant.EPOCH, 1, false);
    }
}
