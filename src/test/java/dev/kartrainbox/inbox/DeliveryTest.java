package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Origin ORIGIN =
            new Origin("key-1", "203.0.113.24", "application/json", "gzip", "Host: example.org");
    private static final Contents CONTENTS = new Contents("assign_tag", 7L, "Mira@Example.org", "i:7", true, null);

    @Test
    void waitsToBeProcessedFromTheStart() {
        var delivery = delivery(CONTENTS);

        assertThat(delivery.state()).isEqualTo(State.RECEIVED);
        assertThat(delivery.isWaiting()).isTrue();
        assertThat(delivery.lastError()).isEmpty();
        assertThat(delivery.processedAt()).isEmpty();
    }

    @Test
    void knowsWhatCameAndFromWhere() {
        var body = new byte[] {1, 2, 3};

        var delivery = new Delivery(ID, NOON, ORIGIN, Fingerprint.of(body), CONTENTS);

        assertThat(delivery.id()).isEqualTo(ID);
        assertThat(delivery.receivedAt()).isEqualTo(NOON);
        assertThat(delivery.surface()).isEqualTo("outbound");
        assertThat(delivery.keyName()).isEqualTo("key-1");
        assertThat(delivery.remoteAddress()).isEqualTo("203.0.113.24");
        assertThat(delivery.contentType()).contains("application/json");
        assertThat(delivery.contentEncoding()).contains("gzip");
        assertThat(delivery.headers()).isEqualTo("Host: example.org");
        assertThat(delivery.length()).isEqualTo(3);
        assertThat(delivery.sha256()).isEqualTo(Fingerprint.sha256(body));
        assertThat(delivery.action()).contains("assign_tag");
        assertThat(delivery.leadId()).contains(7L);
        assertThat(delivery.leadEmail()).contains("Mira@Example.org");
        assertThat(delivery.leadKey()).isEqualTo("i:7");
        assertThat(delivery.lane()).isEqualTo(Lane.of("i:7"));
        assertThat(delivery.isRepaired()).isTrue();
    }

    @Test
    void waitsForNobodyWhereItCannotBeRead() {
        var delivery = delivery(Contents.unreadable("not JSON at line 1, column 1"));

        assertThat(delivery.state()).isEqualTo(State.QUARANTINED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.lastError()).contains("not JSON at line 1, column 1");
    }

    @Test
    void isInALaneOfItsOwnWhereNoLeadIsNamed() {
        var delivery = delivery(Contents.unreadable("not JSON"));

        assertThat(delivery.leadKey()).isEqualTo("d:" + ID);
        assertThat(delivery.lane()).isEqualTo(Lane.of("d:" + ID));
    }

    @Test
    void isDoneWhenAllObserversWereTold() {
        var delivery = delivery(CONTENTS);
        delivery.retry("java.lang.IllegalStateException");

        delivery.process(List.of("UNKNOWN_KEY lead.x\nWRONG_TYPE lead.score"), LATER);

        assertThat(delivery.state()).isEqualTo(State.PROCESSED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.processedAt()).contains(LATER);
        assertThat(delivery.lastError()).isEmpty();
        assertThat(delivery.unexpected()).contains("UNKNOWN_KEY lead.x\nWRONG_TYPE lead.score");
    }

    @Test
    void forgetsWhatWasUnexpectedOnceItNoLongerIs() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of("UNKNOWN_KEY lead.x"), NOON);

        delivery.process(List.of(), LATER);

        assertThat(delivery.unexpected()).isEmpty();
        assertThat(delivery.processedAt()).contains(LATER);
    }

    @Test
    void waitsForTheNextAttemptAfterAFailure() {
        var delivery = delivery(CONTENTS);

        delivery.retry("java.lang.IllegalStateException at Tags.on(31)");

        assertThat(delivery.state()).isEqualTo(State.RETRYING);
        assertThat(delivery.isWaiting()).isTrue();
        assertThat(delivery.lastError()).contains("java.lang.IllegalStateException at Tags.on(31)");
    }

    @Test
    void waitsForAnOperatorOnceParked() {
        var delivery = delivery(CONTENTS);

        delivery.park("java.lang.IllegalStateException");

        assertThat(delivery.state()).isEqualTo(State.PARKED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.lastError()).contains("java.lang.IllegalStateException");
    }

    @Test
    void waitsForAnOperatorOnceQuarantined() {
        var delivery = delivery(CONTENTS);

        delivery.quarantine("its body is no longer in the inbox");

        assertThat(delivery.state()).isEqualTo(State.QUARANTINED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.lastError()).contains("its body is no longer in the inbox");
    }

    @Test
    void waitsAgainOnceReplayed() {
        var delivery = delivery(CONTENTS);
        delivery.park("java.lang.IllegalStateException");

        delivery.replay();

        assertThat(delivery.state()).isEqualTo(State.RECEIVED);
        assertThat(delivery.isWaiting()).isTrue();
    }

    @Test
    void isNotProcessedAnyMoreOnceReplayed() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of(), LATER);

        delivery.replay();

        assertThat(delivery.processedAt()).isEmpty();
    }

    @Test
    void isToldToNobodyOnceDiscarded() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of(), LATER);

        delivery.discard();

        assertThat(delivery.state()).isEqualTo(State.DISCARDED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.processedAt()).contains(LATER);
    }

    @Test
    void waitsAgainOnceItIsReplayedThoughItWasDiscarded() {
        var delivery = delivery(CONTENTS);
        delivery.discard();

        delivery.replay();

        assertThat(delivery.state()).isEqualTo(State.RECEIVED);
    }

    @Test
    void losesItsExtractsAndNothingElseWhereTheDatabaseRefusesThem() {
        var delivery = delivery(CONTENTS);

        delivery.quarantineWithoutExtracts(new SQLException("Failing row contains (…)", "22021"));

        assertThat(delivery.state()).isEqualTo(State.QUARANTINED);
        assertThat(delivery.lastError())
                .contains("the database refused what was extracted: java.sql.SQLException (SQLSTATE 22021)");
        assertThat(delivery.action()).isEmpty();
        assertThat(delivery.leadId()).isEmpty();
        assertThat(delivery.leadEmail()).isEmpty();
        assertThat(delivery.contentType()).isEmpty();
        assertThat(delivery.headers()).isEmpty();
        assertThat(delivery.leadKey()).isEqualTo("d:" + ID);
        assertThat(delivery.lane()).isEqualTo(Lane.of("d:" + ID));
        assertThat(delivery.id()).isEqualTo(ID);
        assertThat(delivery.receivedAt()).isEqualTo(NOON);
        assertThat(delivery.length()).isEqualTo(2);
    }

    @Test
    void keepsErrorsStorable() {
        var hostile = "\u0000" + "x".repeat(10_000);
        var storable = "\uFFFD" + "x".repeat(3999);
        var delivery = delivery(CONTENTS);

        delivery.retry(hostile);
        assertThat(delivery.lastError()).contains(storable);
        delivery.park(hostile);
        assertThat(delivery.lastError()).contains(storable);
        delivery.quarantine(hostile);
        assertThat(delivery.lastError()).contains(storable);
        delivery.process(List.of(hostile), LATER);
        assertThat(delivery.unexpected()).contains(storable);
    }

    private static Delivery delivery(Contents contents) {
        return new Delivery(ID, NOON, ORIGIN, Fingerprint.of(new byte[2]), contents);
    }

    @Test
    void staysWithoutWhatCameWithItsBodyWhenItIsOld() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of("UNKNOWN_KEY lead.town"), LATER);
        var fingerprint = delivery.fingerprint();

        delivery.expire();

        assertThat(delivery.state()).isEqualTo(State.PROCESSED);
        assertThat(delivery.processedAt()).contains(LATER);
        assertThat(delivery.leadKey()).isEqualTo("i:7");
        assertThat(delivery.hasBody(fingerprint)).isTrue();
        assertThat(delivery.remoteAddress()).isEmpty();
        assertThat(delivery.headers()).isEmpty();
        assertThat(delivery.contentType()).isEmpty();
        assertThat(delivery.contentEncoding()).isEmpty();
        assertThat(delivery.unexpected()).isEmpty();
    }

    @Test
    void isOfWhatIsLeftWhereSomebodyElseWasErased() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of("UNKNOWN_KEY lead.town"), LATER);
        var rest = new byte[] {1, 2};

        delivery.redact(rest);

        assertThat(delivery.hasBody(Fingerprint.of(rest))).isTrue();
        assertThat(delivery.contentEncoding()).isEmpty();
        assertThat(delivery.unexpected()).isEmpty();
        assertThat(delivery.leadKey()).isEqualTo("i:7");
        assertThat(delivery.state()).isEqualTo(State.PROCESSED);
    }

    @Test
    void isNothingButThatItCameWhenItsLeadIsErased() {
        var delivery = delivery(CONTENTS);
        delivery.process(List.of("UNKNOWN_KEY lead.town"), LATER);
        delivery.park("why");

        delivery.erase();

        assertThat(delivery.state()).isEqualTo(State.ERASED);
        assertThat(delivery.isWaiting()).isFalse();
        assertThat(delivery.receivedAt()).isEqualTo(NOON);
        assertThat(delivery.processedAt()).contains(LATER);
        assertThat(delivery.action()).contains("assign_tag");
        assertThat(delivery.keyName()).isEqualTo("key-1");
        assertThat(delivery.leadKey()).isEqualTo("d:" + ID);
        assertThat(delivery.lane()).isEqualTo(Lane.of("d:" + ID));
        assertThat(delivery.leadId()).isEmpty();
        assertThat(delivery.leadEmail()).isEmpty();
        assertThat(delivery.remoteAddress()).isEmpty();
        assertThat(delivery.headers()).isEmpty();
        assertThat(delivery.lastError()).isEmpty();
        assertThat(delivery.unexpected()).isEmpty();
        assertThat(delivery.hasBody(Fingerprint.of(new byte[0]))).isTrue();
    }
}
