package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Where the journal's files are: closed to other users, and written so that they are there after a power cut. All that the
 * journal does to the disk goes through here.
 */
class JournalDirectory {

    private static final int CHUNK = 1 << 16;

    /** As much as a small notification. */
    private static final int TRIAL = 4096;

    private final Path path;

    JournalDirectory(Path path) {
        this.path = path;
    }

    /** A file that is being written. */
    interface Sink extends Closeable {

        void write(byte[] bytes) throws IOException;

        /** Returns when all that was written is on disk. */
        void sync() throws IOException;

        /** Takes away what comes after this many bytes. */
        void cut(long length) throws IOException;
    }

    Path path() {
        return path;
    }

    /** A new file of this name; there must be none. */
    Sink create(String name) throws IOException {
        if (!Files.isDirectory(path)) {
            PrivateFiles.createDirectory(path);
            sync(path.resolveSibling("."));
        }
        var file = path.resolve(name);
        PrivateFiles.createFile(file);
        try {
            sync(path);
            return open(file);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** All files, sorted by name. */
    List<Path> files() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        PrivateFiles.createDirectory(path); // whoever made it, nobody else may read it
        try (var files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        sync(path);
    }

    /** Writes a file, and deletes it. */
    void tryOut() throws IOException {
        var file = path.resolve("trial");
        Files.deleteIfExists(file); // of a server that was killed
        try (var sink = create("trial")) {
            sink.write(new byte[TRIAL]);
            sink.sync();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Copies what the file holds from this byte on into a file of its own beside it, and then cuts it off. */
    Path setAside(Path file, long from) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".torn");
        Files.deleteIfExists(aside); // of a start that did not get as far as to cut
        try (var torn = new RandomAccessFile(file.toFile(), "r");
                var copy = create(aside.getFileName().toString())) {
            torn.seek(from);
            var chunk = new byte[CHUNK];
            for (int count = torn.read(chunk); count > 0; count = torn.read(chunk)) {
                copy.write(count == CHUNK ? chunk : Arrays.copyOf(chunk, count));
            }
            copy.sync();
        }
        try (var sink = open(file)) {
            sink.cut(from);
            sink.sync();
        }
        return aside;
    }

    private static Sink open(Path file) throws IOException {
        // no channel: an interrupt would close it in the middle of a record
        var access = new RandomAccessFile(file.toFile(), "rw");
        return new Sink() {
            @Override
            public void write(byte[] bytes) throws IOException {
                access.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                access.getFD().sync();
            }

            @Override
            public void cut(long length) throws IOException {
                access.setLength(length);
            }

            @Override
            public void close() throws IOException {
                access.close();
            }
        };
    }

    /** A file that is made or deleted is so after a power cut only if its directory is on disk too. */
    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
