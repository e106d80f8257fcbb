package dev.kartrainbox.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A directory on a disk that does as a test says, and counts what is asked of it. */
final class FailingDisk extends JournalDirectory {

    private final List<String> created = new ArrayList<>();
    private int syncs;
    private int room = Integer.MAX_VALUE;
    private int failingSyncs;

    FailingDisk(Path path) {
        super(path);
    }

    /** Takes so many bytes more; of a write that is larger it takes a part, and fails. */
    void hasRoomFor(int bytes) {
        room = bytes;
    }

    /** The next syncs fail, though everything was written. */
    void failsToSync(int times) {
        failingSyncs = times;
    }

    int syncs() {
        return syncs;
    }

    List<String> created() {
        return created;
    }

    @Override
    Sink create(String name) throws IOException {
        var file = super.create(name);
        created.add(name);
        return new Sink() {
            @Override
            public void write(byte[] bytes) throws IOException {
                int fits = Math.min(room, bytes.length);
                file.write(Arrays.copyOf(bytes, fits));
                room -= fits;
                if (fits < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void sync() throws IOException {
                if (failingSyncs > 0) {
                    failingSyncs--;
                    throw new IOException("Input/output error");
                }
                file.sync();
                syncs++;
            }

            @Override
            public void cut(long length) throws IOException {
                file.cut(length);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
