package dev.kartrainbox.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal: a header, then records. Only what was synced counts: after a failure the file is closed at the last
 * byte that is known to be on disk.
 */
final class Segment {

    static final String SUFFIX = ".journal";

    private static final int MAGIC = 0x4B494A4C; // KIJL
    private static final int VERSION = 1;

    /** What every segment begins with. */
    static final int HEADER = 2 * Integer.BYTES;

    private final Path file;
    private JournalDirectory.@Nullable Sink sink;
    private long length;
    private int records;
    private long sweptLength = HEADER;
    private int sweptRecords;

    private Segment(Path file, JournalDirectory.@Nullable Sink sink, long length, int records) {
        this.file = file;
        this.sink = sink;
        this.length = length;
        this.records = records;
    }

    /** A new one, into which records can be written. */
    static Segment create(JournalDirectory directory, String name) throws IOException {
        var sink = directory.create(name);
        var segment = new Segment(directory.path().resolve(name), sink, HEADER, 0);
        try {
            sink.write(header());
        } catch (IOException | RuntimeException | Error e) {
            segment.close();
            directory.delete(segment.file);
            throw e;
        }
        return segment;
    }

    /** One that an earlier run of the server has left, up to its last whole record. */
    static Segment left(Path file, long length, int records) {
        return new Segment(file, null, length, records);
    }

    static byte[] header() {
        return ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).array();
    }

    /** Whether this is how a segment begins that this release can read. */
    static boolean isHeader(byte[] bytes) {
        return bytes.length == HEADER && ByteBuffer.wrap(bytes).equals(ByteBuffer.wrap(header()));
    }

    /** Whether this is what there is of a header if the server ended before it was written. */
    static boolean beginsHeader(byte[] bytes) {
        return Arrays.equals(bytes, Arrays.copyOf(header(), bytes.length));
    }

    /** Whether this is how a segment begins, though perhaps in a format that this release cannot read. */
    static boolean isOfAnyVersion(byte[] bytes) {
        return bytes.length == HEADER && ByteBuffer.wrap(bytes).getInt() == MAGIC;
    }

    /**
     * Writes the batch; returns when all of it is on disk.
     *
     * @throws IOException if that is not certain; the segment takes nothing more then
     */
    void append(List<Keep> batch) throws IOException {
        var open = sink;
        if (open == null) {
            throw new IOException("closed");
        }
        long written = 0;
        for (var keep : batch) {
            var record = JournalRecord.of(keep);
            open.write(record);
            written += record.length;
        }
        open.sync();
        grow(batch.size(), written);
    }

    private synchronized void grow(int count, long bytes) {
        records += count;
        length += bytes;
    }

    /** Ends at what is known to be on disk. */
    void close() {
        var open = sink;
        sink = null;
        if (open == null) {
            return;
        }
        try (open) {
            open.cut(length());
            open.sync();
        } catch (IOException e) {
            // what is behind the length is never read in this run, and set aside in the next
        }
    }

    /** These were committed. */
    synchronized void sweep(int count, long upTo) {
        sweptRecords += count;
        sweptLength = upTo;
    }

    Path file() {
        return file;
    }

    /** In bytes, as far as it is known to be on disk. */
    synchronized long length() {
        return length;
    }

    /** Where the first record begins that was not swept yet. */
    synchronized long sweptLength() {
        return sweptLength;
    }

    /** Whether it never held a record. */
    synchronized boolean isEmpty() {
        return records == 0;
    }

    /** Records that were not swept yet. */
    synchronized int waiting() {
        return records - sweptRecords;
    }
}
