package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.inbox.Queued;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimTest {

    @Test
    void isOfWhatIsQueued() {
        var delivery = new Delivery(
                UUID.randomUUID(),
                Instant.EPOCH,
                new Origin("key-1", "203.0.113.24", null, null, ""),
                Fingerprint.of(new byte[0]),
                new Contents("assign_tag", 7L, null, "i:7", false, null));

        var claim = Claim.of(new Queued(delivery, Instant.EPOCH));

        assertThat(claim).isEqualTo(new Claim(delivery.id(), delivery.lane(), "i:7", true, false, false));
    }
}
