package dev.kartrainbox.inbox;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a segment record by record, up to the first that is not whole. */
final class SegmentReader implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final DataInputStream input;
    private final long end;
    private long position;

    private SegmentReader(Path file, long from, long end) throws IOException {
        this.input = new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER));
        this.end = end;
        try {
            input.skipNBytes(from);
        } catch (IOException e) {
            input.close();
            throw e;
        }
        this.position = from;
    }

    /** Of what was not swept yet. */
    static SegmentReader of(Segment segment) throws IOException {
        return new SegmentReader(segment.file(), segment.sweptLength(), segment.length());
    }

    /** Of all that is in the file, behind its header. */
    static SegmentReader ofAll(Path file) throws IOException {
        return new SegmentReader(file, Segment.HEADER, Files.size(file));
    }

    /** The next record; none at the end, nor where it is torn. */
    @Nullable
    Keep next() throws IOException {
        long left = end - position - JournalRecord.PREFIX;
        if (left < 0) {
            return null;
        }
        int length = input.readInt();
        int checksum = input.readInt();
        if (length <= 0 || length > Math.min(left, JournalRecord.MAX_LENGTH)) {
            return null;
        }
        var payload = input.readNBytes(length);
        if (payload.length < length || JournalRecord.checksum(payload, 0, length) != checksum) {
            return null;
        }
        var keep = read(payload);
        position += keep == null ? 0 : JournalRecord.PREFIX + length;
        return keep;
    }

    private static @Nullable Keep read(byte[] payload) {
        try {
            return JournalRecord.read(payload);
        } catch (IOException | RuntimeException ofAnotherProgram) {
            return null;
        }
    }

    /** Where the last record that was read ends. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
