package dev.kartrainbox.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only the server's user can read. */
public final class PrivateFiles {

    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private PrivateFiles() {}

    /** Makes the directory, or closes an existing one to everybody else. */
    public static void createDirectory(Path directory) throws IOException {
        if (!isPosix(directory)) {
            Files.createDirectories(directory); // on other systems the rights of the server's data directory hold
            return;
        }
        var parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.exists(directory)) {
            Files.createDirectory(directory, permissions(DIRECTORY));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(DIRECTORY));
    }

    /** Makes the file, empty; there must be none of its name. */
    public static void createFile(Path file) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, permissions(FILE));
        } else {
            Files.createFile(file);
        }
    }

    /** Writes the text to the file, in one step: a reader sees the old text or the new one, and nobody else sees either. */
    public static void write(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        createFile(unfinished);
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
