package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InHandFileTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("in-hand");
    }

    @Test
    void holdsWhatWasNotedWithoutBeingClosed() throws IOException {
        var inHand = InHandFile.open(file, 4);

        inHand.note(0, List.of("a", "b"));
        inHand.note(3, List.of("c Sales.on(Ä)"));

        assertThat(InHandFile.read(file)).containsExactly("a", "b", "c Sales.on(Ä)");
    }

    @Test
    void holdsOnlyWhatWasNotedLast() throws IOException {
        var inHand = InHandFile.open(file, 2);

        inHand.note(0, List.of("a", "b"));
        inHand.note(0, List.of("c"));
        inHand.note(1, List.of("d"));
        inHand.clear(1);

        assertThat(InHandFile.read(file)).containsExactly("c");
    }

    @Test
    void hasRoomForABatchAndForTheLongestNameOfAnObserver() throws IOException {
        var inHand = InHandFile.open(file, 2);
        var batch =
                Stream.generate(UUID::randomUUID).limit(50).map(UUID::toString).toList();
        var task = UUID.randomUUID() + " " + "\u20AC".repeat(500);

        inHand.note(0, batch);
        inHand.note(1, List.of(task));

        assertThat(InHandFile.read(file)).containsAll(batch).contains(task).hasSize(51);
    }

    @Test
    void doesNotLeaveTheNoteBeforeInPlaceOfOneThatHasNoRoom() throws IOException {
        var inHand = InHandFile.open(file, 2);
        inHand.note(0, List.of("a"));

        inHand.note(0, List.of("b".repeat(5000)));
        inHand.note(1, List.of("c"));

        assertThat(InHandFile.read(file)).containsExactly("c");
    }

    @Test
    void isEmptyWhenItIsOpenedAgain() throws IOException {
        InHandFile.open(file, 4).note(3, List.of("a"));

        InHandFile.open(file, 1);

        assertThat(InHandFile.read(file)).isEmpty();
    }

    @Test
    void isReadableForItsUserOnly() throws IOException {
        InHandFile.open(file, 1);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void tellsNothingWhereThereIsNone() throws IOException {
        assertThat(InHandFile.read(file)).isEmpty();
    }

    @Test
    void tellsNothingOfANoteThatIsTornButAllOfTheOthers() throws IOException {
        var inHand = InHandFile.open(file, 2);
        inHand.note(0, List.of("torn"));
        inHand.note(1, List.of("whole"));
        var bytes = Files.readAllBytes(file);
        bytes[8] ^= 1;
        Files.write(file, bytes);

        assertThat(InHandFile.read(file)).containsExactly("whole");
    }

    @Test
    void tellsNothingOfALengthThatCannotBe() throws IOException {
        for (int length : new int[] {-1, 4089, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Files.write(file, ByteBuffer.allocate(4096).putInt(0, length).array());

            assertThat(InHandFile.read(file)).isEmpty();
        }
    }

    @Test
    void tellsNothingOfGarbageOfAnyLength() throws IOException {
        var random = new Random(7);
        for (int length : new int[] {1, 4095, 4097, 300_000}) {
            var garbage = new byte[length];
            random.nextBytes(garbage);
            Files.write(file, garbage);

            assertThat(InHandFile.read(file)).isEmpty();
        }
    }
}
