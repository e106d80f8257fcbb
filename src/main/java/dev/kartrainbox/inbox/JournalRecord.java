package dev.kartrainbox.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it stands in the journal: the length of what follows the checksum, the checksum, and then all that it takes to
 * make the same delivery again.
 */
final class JournalRecord {

    /** Length and checksum. */
    static final int PREFIX = 2 * Integer.BYTES;

    /** The largest body and all that may come with it; what claims to be longer is none of ours. */
    static final int MAX_LENGTH = 2 << 20;

    private static final int ABSENT = -1;
    private static final int ASSUMED_REST = 1024;

    private JournalRecord() {}

    static byte[] of(Keep keep) {
        var bytes = new ByteArrayOutputStream(PREFIX + ASSUMED_REST + keep.body().length);
        try (var output = new DataOutputStream(bytes)) {
            output.writeLong(0); // the prefix, known at the end
            write(output, keep);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written to", e);
        }
        var record = bytes.toByteArray();
        int length = record.length - PREFIX;
        ByteBuffer.wrap(record).putInt(length).putInt(checksum(record, PREFIX, length));
        return record;
    }

    static int checksum(byte[] bytes, int from, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /**
     * The delivery that was written, without its prefix.
     *
     * @throws IOException if it is not what this release writes
     */
    static Keep read(byte[] payload) throws IOException {
        try (var input = new DataInputStream(new ByteArrayInputStream(payload))) {
            var id = new UUID(input.readLong(), input.readLong());
            var receivedAt = Instant.ofEpochSecond(input.readLong(), input.readInt());
            var origin = new Origin(
                    readText(input), readText(input), readTextOrNull(input), readTextOrNull(input), readText(input));
            var contents = new Contents(
                    readTextOrNull(input),
                    input.readBoolean() ? input.readLong() : null,
                    readTextOrNull(input),
                    readText(input),
                    input.readBoolean(),
                    readTextOrNull(input));
            var body = readBytes(input);
            var keep = new Keep(new Delivery(id, receivedAt, origin, Fingerprint.of(body), contents), body);
            if (body.length == 0) {
                keep.erase();
            }
            return keep;
        }
    }

    private static void write(DataOutputStream output, Keep keep) throws IOException {
        var delivery = keep.delivery();
        output.writeLong(delivery.id().getMostSignificantBits());
        output.writeLong(delivery.id().getLeastSignificantBits());
        var receivedAt = delivery.receivedAt();
        output.writeLong(receivedAt.getEpochSecond());
        output.writeInt(receivedAt.getNano());
        write(output, delivery.keyName());
        write(output, delivery.remoteAddress());
        write(output, delivery.contentType().orElse(null));
        write(output, delivery.contentEncoding().orElse(null));
        write(output, delivery.headers());
        write(output, delivery.action().orElse(null));
        output.writeBoolean(delivery.leadId().isPresent());
        if (delivery.leadId().isPresent()) {
            output.writeLong(delivery.leadId().get());
        }
        write(output, delivery.leadEmail().orElse(null));
        write(output, delivery.leadKey());
        output.writeBoolean(delivery.isRepaired());
        write(output, delivery.lastError().orElse(null)); // set from the start where it cannot be read, and only there
        output.writeInt(keep.body().length);
        output.write(keep.body());
    }

    private static void write(DataOutputStream output, @Nullable String text) throws IOException {
        if (text == null) {
            output.writeInt(ABSENT);
            return;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    private static String readText(DataInputStream input) throws IOException {
        return new String(readBytes(input), StandardCharsets.UTF_8);
    }

    private static @Nullable String readTextOrNull(DataInputStream input) throws IOException {
        input.mark(Integer.BYTES);
        if (input.readInt() == ABSENT) {
            return null;
        }
        input.reset();
        return readText(input);
    }

    private static byte[] readBytes(DataInputStream input) throws IOException {
        int length = input.readInt();
        if (length < 0 || length > input.available()) { // of memory, what is available is what there is
            throw new IOException("a length of " + length + " where " + input.available() + " bytes are left");
        }
        return input.readNBytes(length);
    }
}
