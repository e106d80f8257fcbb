package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalRecordTest {

    private static final byte[] BODY = {0, 1, -1, '{', '}'};
    private static final String HOSTILE = "\u0000\uD800\uDC00\uD800" + "\u00E9".repeat(20_000);

    @ParameterizedTest
    @MethodSource
    void makesTheSameDeliveryAgain(Origin origin, Contents contents) throws Exception {
        var at = Instant.parse("2026-04-20T12:00:00.123456Z");
        var written = new Keep(new Delivery(new Ids().next(), at, origin, Fingerprint.of(BODY), contents), BODY);

        var read = JournalRecord.read(payload(JournalRecord.of(written)));

        assertThat(read.delivery()).usingRecursiveComparison().isEqualTo(written.delivery());
        assertThat(read.body()).isEqualTo(BODY);
    }

    private static Stream<Object[]> makesTheSameDeliveryAgain() {
        var origin = new Origin("key-1", "203.0.113.24", "application/json", "gzip", "Host: example.org\nA: b");
        return Stream.of(
                new Object[] {origin, new Contents("assign_tag", 7L, "Mira@Example.org", "i:7", true, null)},
                new Object[] {new Origin("k", "", null, null, ""), Contents.unreadable("not JSON at line 1")},
                new Object[] {origin, new Contents(null, null, null, null, false, null)},
                new Object[] {origin, new Contents("", Long.MIN_VALUE, "", "", false, "")},
                new Object[] {
                    new Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                    new Contents(HOSTILE, Long.MAX_VALUE, HOSTILE, HOSTILE, true, HOSTILE)
                });
    }

    @Test
    void makesTheSameDeliveryAgainWhoseExtractsTheDatabaseRefused() throws Exception {
        var written = Keeps.ofLead(7);
        written.delivery().quarantineWithoutExtracts(new IllegalStateException());

        var read = JournalRecord.read(payload(JournalRecord.of(written)));

        assertThat(read.delivery()).usingRecursiveComparison().isEqualTo(written.delivery());
    }

    @Test
    void beginsWithItsLengthAndCrc32c() {
        var record = ByteBuffer.wrap(JournalRecord.of(Keeps.ofLead(7)));
        var checksum = new CRC32C();
        checksum.update(record.slice(8, record.capacity() - 8));

        assertThat(record.getInt()).isEqualTo(record.capacity() - 8);
        assertThat(record.getInt()).isEqualTo((int) checksum.getValue());
    }

    @Test
    void hasRoomForTheLargestBodyAndAllThatMayComeWithIt() {
        var origin = new Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
        var contents = new Contents(HOSTILE, 1L, HOSTILE, HOSTILE, true, HOSTILE);
        var body = new byte[1 << 20];
        var largest =
                new Keep(new Delivery(new Ids().next(), Instant.EPOCH, origin, Fingerprint.of(body), contents), body);

        assertThat(JournalRecord.of(largest).length).isLessThan(JournalRecord.MAX_LENGTH);
    }

    @Test
    void refusesWhatEndsTooEarly() {
        var payload = payload(JournalRecord.of(Keeps.ofLead(7)));

        for (int length = 0; length < payload.length; length++) {
            var tooShort = Arrays.copyOf(payload, length);
            assertThatIOException().isThrownBy(() -> JournalRecord.read(tooShort));
        }
    }

    private static byte[] payload(byte[] record) {
        return Arrays.copyOfRange(record, JournalRecord.PREFIX, record.length);
    }
}
