package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFloorTest {

    @TempDir
    Path directory;

    @Test
    void isReachedWhereLessIsFree() throws Exception {
        long free = Files.getFileStore(directory).getUsableSpace();

        assertThat(new DiskFloor(directory, free / 2).isReached()).isFalse();
        assertThat(new DiskFloor(directory, free * 2).isReached()).isTrue();
    }

    @Test
    void isNeverReachedWhereThereIsNone() {
        assertThat(new DiskFloor(directory, 0).isReached()).isFalse();
    }

    @Test
    void isThatOfTheDiskOnWhichADirectoryWillBe() {
        assertThat(new DiskFloor(directory.resolve("not/there/yet"), Long.MAX_VALUE).isReached())
                .isTrue();
    }
}
