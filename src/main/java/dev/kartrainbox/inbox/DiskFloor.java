package dev.kartrainbox.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of a disk stays free, so that whatever else needs it does not drown. */
class DiskFloor {

    private final Path path;
    private final long floor;

    /** Of the disk that this path is on, in bytes. */
    DiskFloor(Path path, long floor) {
        this.path = path;
        this.floor = floor;
    }

    boolean isReached() {
        return floor > 0 && usable() < floor;
    }

    /** Where the system does not tell, writing will. */
    private long usable() {
        try {
            return Files.getFileStore(existing(path)).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Path existing(Path path) {
        var existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }
}
