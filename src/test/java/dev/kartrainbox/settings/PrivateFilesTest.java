package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
class PrivateFilesTest {

    @TempDir
    Path data;

    @Test
    void areInADirectoryThatOnlyTheServersUserEnters() throws Exception {
        var directory = data.resolve("not/there/yet/kartra-inbox");

        PrivateFiles.createDirectory(directory);

        assertThat(permissions(directory)).isEqualTo("rwx------");
    }

    @Test
    void areClosedToOthersInADirectoryThatWasOpen() throws Exception {
        var directory = Files.createDirectory(data.resolve("kartra-inbox"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        PrivateFiles.createDirectory(directory);

        assertThat(permissions(directory)).isEqualTo("rwx------");
    }

    @Test
    void areReadByNobodyElse() throws Exception {
        var file = data.resolve("outbound-url");

        PrivateFiles.write(file, "https://hooks.example.org/\u00E9\n");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("https://hooks.example.org/\u00E9\n");
    }

    @Test
    void areClosedToOthersWhenTheyAreReplaced() throws Exception {
        var file = Files.writeString(data.resolve("outbound-url"), "a longer text that was there before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        PrivateFiles.write(file, "new");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("new");
    }

    @Test
    void leaveNothingBesideThem() throws Exception {
        var file = data.resolve("outbound-url");
        Files.writeString(data.resolve("outbound-url.new"), "half of what was written when the power went");

        PrivateFiles.write(file, "new");

        assertThat(data).isDirectoryNotContaining(other -> !other.equals(file));
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void areNotMadeWhereAFileIsInTheWay() throws Exception {
        var file = Files.writeString(data.resolve("file"), "");

        assertThatIOException().isThrownBy(() -> PrivateFiles.createDirectory(file.resolve("kartra-inbox")));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
