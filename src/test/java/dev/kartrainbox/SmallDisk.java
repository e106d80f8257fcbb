package dev.kartrainbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a test's own that is soon full; needs root, and is gone when it is closed. */
final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** The test is skipped where such a thing cannot be made. */
    static SmallDisk ofMebibytes(String name, int size) {
        var directory = ServerBase.work(name).resolve("disk");
        try {
            Files.createDirectories(directory);
            assumeTrue(
                    succeeds("mount", "-t", "tmpfs", "-o", "size=" + size + "m", "tmpfs", directory.toString()),
                    "no file system can be mounted here");
            return new SmallDisk(directory.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Fills all of it; delete the file to make room again. */
    Path fill() {
        var filler = directory.resolve("filler");
        try (var output = Files.newOutputStream(filler)) {
            var page = new byte[4096];
            while (true) {
                output.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    @Override
    public void close() {
        try {
            if (!succeeds("umount", directory.toString())) {
                throw new IllegalStateException("still mounted: " + directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
