package dev.kartrainbox.dispatch;

import dev.kartrainbox.settings.PrivateFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What each worker has in hand, in a file that outlives the process however it ends: it is mapped into memory, so that a note
 * costs no system call. A power cut may lose a note or tear it, which its checksum shows.
 */
final class InHandFile {

    private static final Logger LOG = System.getLogger(InHandFile.class.getName());

    /** Room for the marks of a batch, or of a task with the longest name. */
    private static final int SLOT = 4096;

    private static final int CHECKSUM = Integer.BYTES;
    private static final int TEXT = CHECKSUM + Integer.BYTES;
    private static final int MAX_SLOTS = 64;

    private final ByteBuffer slots;

    private InHandFile(ByteBuffer slots) {
        this.slots = slots;
    }

    /** A fresh file in place of the one that is there. */
    static InHandFile open(Path file, int slots) throws IOException {
        Files.deleteIfExists(file); // never cut short: an earlier deployment may still have it mapped
        PrivateFiles.createFile(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var blank = ByteBuffer.allocate(slots * SLOT);
            while (blank.hasRemaining()) {
                channel.write(blank); // a hole in a mapped file would be filled later, when the disk may be full
            }
            return new InHandFile(channel.map(MapMode.READ_WRITE, 0, blank.capacity()));
        }
    }

    /** For where no file can be written: it is gone with the process. */
    static InHandFile inMemory(int slots) {
        return new InHandFile(ByteBuffer.allocate(slots * SLOT));
    }

    /** The marks that were noted when whoever wrote the file ended; none where there is no such file. */
    static List<String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var stream = Files.newInputStream(file)) {
            var noted = ByteBuffer.wrap(stream.readNBytes(MAX_SLOTS * SLOT));
            var marks = new ArrayList<String>();
            for (int slot = 0; slot + SLOT <= noted.capacity(); slot += SLOT) {
                marks.addAll(marks(noted, slot));
            }
            return marks;
        }
    }

    private static List<String> marks(ByteBuffer noted, int slot) {
        int length = noted.getInt(slot);
        if (length == 0) {
            return List.of();
        }
        if (length > 0 && length <= SLOT - TEXT) {
            var text = new byte[length];
            noted.get(slot + TEXT, text);
            if (checksum(text) == noted.getInt(slot + CHECKSUM)) {
                return new String(text, StandardCharsets.UTF_8).lines().toList();
            }
        }
        LOG.log(Level.WARNING, "What a worker had in hand when the server died is not known: the note of it is torn");
        return List.of();
    }

    /** The slot of the worker with this number, from 0 on, holds these and nothing else. */
    void note(int number, Collection<String> marks) {
        clear(number);
        var text = String.join("\n", marks).getBytes(StandardCharsets.UTF_8);
        int slot = number * SLOT;
        if (text.length <= SLOT - TEXT) {
            slots.put(slot + TEXT, text);
            slots.putInt(slot + CHECKSUM, checksum(text));
            slots.putInt(slot, text.length);
        }
    }

    /** The slot holds nothing. */
    void clear(int number) {
        slots.putInt(number * SLOT, 0);
    }

    private static int checksum(byte[] text) {
        var crc = new CRC32C();
        crc.update(text);
        return (int) crc.getValue();
    }
}
