package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final String AWAY = "away";

    @TempDir
    Path parent;

    private FailingDisk disk;
    private Journal journal;

    @BeforeEach
    void open() {
        disk = new FailingDisk(parent.resolve("journal"));
        journal = new Journal(disk, new DiskFloor(parent, 0), new Outage(Clock.systemUTC(), disk.path()), 1);
    }

    @Test
    void holdsWhatItTook() throws Exception {
        var keeps = Keeps.some(5);

        journal.turnTo(keeps, AWAY);

        assertThat(journaled()).isEqualTo(Keeps.ids(keeps));
        assertThat(journal.waiting()).isEqualTo(5);
        assertThat(journal.bytes()).isEqualTo(Files.size(disk.files().get(0)));
    }

    @Test
    void isWritableAsLongAsItsDiskIsAndLeavesNothingThere() throws Exception {
        assertThat(journal.isWritable()).isTrue();
        disk.failsToSync(1);
        assertThat(journal.isWritable()).isFalse();
        disk.hasRoomFor(100);
        assertThat(journal.isWritable()).isFalse();
        disk.hasRoomFor(Integer.MAX_VALUE);

        assertThat(journal.isWritable()).isTrue();
        assertThat(disk.files()).isEmpty();
        assertThat(journal.isInUse()).isTrue(); // as before: it was only tried out
    }

    @Test
    void isNotWritableBelowTheFloor() {
        var full =
                new Journal(disk, new DiskFloor(parent, Long.MAX_VALUE), new Outage(Clock.systemUTC(), disk.path()), 1);

        assertThat(full.isWritable()).isFalse();
    }

    @Test
    void syncsWhatArrivesTogetherOnce() throws Exception {
        journal.turnTo(Keeps.some(256), AWAY);

        assertThat(disk.syncs()).isEqualTo(1);
    }

    @Test
    void isClosedToOthers() throws Exception {
        journal.turnTo(Keeps.some(1), AWAY);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(disk.path())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(disk.files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void beginsAnotherFileWhenOneIsFull() throws Exception {
        var keeps = new ArrayList<Keep>();
        for (int i = 0; i < 20; i++) {
            var keep = Keeps.ofLead(i, new byte[1 << 20]);
            journal.turnTo(List.of(keep), AWAY);
            keeps.add(keep);
        }

        assertThat(disk.created()).hasSize(3);
        assertThat(journaled()).isEqualTo(Keeps.ids(keeps));
    }

    @Test
    void confirmsNothingThatIsNotWrittenInFull() throws Exception {
        var first = Keeps.some(1);
        journal.turnTo(first, AWAY);
        disk.hasRoomFor(20);

        assertThatIOException().isThrownBy(() -> journal.turnTo(Keeps.some(1), AWAY));

        assertThat(journaled()).isEqualTo(Keeps.ids(first));
        assertThat(journal.waiting()).isEqualTo(1);
    }

    @Test
    void leavesNoFilesBehindOnAFullDisk() throws Exception {
        disk.hasRoomFor(20);

        for (int i = 0; i < 10; i++) {
            assertThatIOException().isThrownBy(() -> journal.turnTo(Keeps.some(1), AWAY));
        }

        assertThat(disk.files()).isEmpty();
        assertThat(disk.created()).hasSize(10);
    }

    @Test
    void takesMoreOnceThereIsRoomAgain() throws Exception {
        var first = Keeps.some(1);
        journal.turnTo(first, AWAY);
        disk.hasRoomFor(0);
        assertThatIOException().isThrownBy(() -> journal.turnTo(Keeps.some(1), AWAY));
        disk.hasRoomFor(1 << 20);
        var next = Keeps.some(1);

        assertThat(journal.takes(next)).isTrue();

        assertThat(journaled())
                .containsExactly(Keeps.ids(first).get(0), Keeps.ids(next).get(0));
    }

    @Test
    void goesOnInANewFileAfterASyncThatFailed() throws Exception {
        var first = Keeps.some(1);
        var unsynced = Keeps.some(1);
        journal.turnTo(first, AWAY);
        disk.failsToSync(2); // the sync itself, and that of the file's end

        journal.turnTo(unsynced, AWAY);
        var next = Keeps.some(1);
        journal.turnTo(next, AWAY);

        assertThat(disk.created()).hasSize(2);
        assertThat(journaled())
                .containsExactly(
                        Keeps.ids(first).get(0),
                        Keeps.ids(unsynced).get(0),
                        Keeps.ids(next).get(0));
    }

    @Test
    void confirmsNothingAfterASyncThatFailedTwice() throws Exception {
        var first = Keeps.some(1);
        journal.turnTo(first, AWAY);
        disk.failsToSync(4);

        assertThatIOException().isThrownBy(() -> journal.turnTo(Keeps.some(1), AWAY));

        assertThat(journal.waiting()).isEqualTo(1);
        assertThat(journaled()).isEqualTo(Keeps.ids(first));
    }

    @Test
    void takesNothingBelowTheFloor() {
        var floored =
                new Journal(disk, new DiskFloor(parent, Long.MAX_VALUE), new Outage(Clock.systemUTC(), disk.path()), 1);

        assertThatIOException()
                .isThrownBy(() -> floored.turnTo(Keeps.some(1), AWAY))
                .withMessageContaining("KARTRA_INBOX_DISK_FLOOR");
        assertThat(disk.created()).isEmpty();
    }

    @Test
    void lastsUntilItIsEmptyAndTheDatabaseHasItsTurn() throws Exception {
        journal.turnTo(Keeps.some(3), AWAY);

        assertThat(journal.end(2, 1 << 20, rest -> {})).isFalse();
        assertThat(journal.takes(Keeps.some(1))).isTrue();
        assertThat(journal.end(10, 1 << 20, rest -> rest.sweep(rest.waiting(), rest.length())))
                .isTrue();

        assertThat(journal.takes(Keeps.some(1))).isFalse();
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void staysInUseWhereTheRestCannotBeSwept() throws Exception {
        var keeps = Keeps.some(3);
        journal.turnTo(keeps, AWAY);

        assertThatIOException()
                .isThrownBy(() -> journal.end(10, 1 << 20, rest -> {
                    throw new IOException("away again");
                }));

        assertThat(journal.isInUse()).isTrue();
        assertThat(journaled()).isEqualTo(Keeps.ids(keeps));
    }

    @Test
    void hasWhatWasLeftSweptBeforeWhatCameSince() throws Exception {
        journal.turnTo(Keeps.some(1), AWAY);
        var since = journal.oldest();
        var first = Segment.left(disk.path().resolve("left-1"), Segment.HEADER, 0);
        var second = Segment.left(disk.path().resolve("left-2"), Segment.HEADER, 0);

        journal.takeOver(List.of(first, second));

        assertThat(journal.oldest()).isSameAs(first);
        journal.delete(first);
        assertThat(journal.oldest()).isSameAs(second);
        journal.delete(second);
        assertThat(journal.oldest()).isSameAs(since);
    }

    @Test
    void deletesNothingThatIsNotSwept() throws Exception {
        journal.turnTo(Keeps.some(3), AWAY);

        var oldest = journal.oldest();

        assertThatIllegalStateException().isThrownBy(() -> journal.delete(oldest));
        assertThat(oldest.file()).exists();
    }

    @Test
    void isWholeOnceItIsClosed() throws Exception {
        var keeps = Keeps.some(3);
        journal.turnTo(keeps, AWAY);

        journal.close();

        assertThat(journaled()).isEqualTo(Keeps.ids(keeps));
        assertThat(Recovery.of(disk).read()).singleElement().matches(segment -> segment.waiting() == 3);
        assertThat(disk.files()).hasSize(1);
    }

    private List<UUID> journaled() throws Exception {
        var read = new ArrayList<Keep>();
        for (var file : disk.files()) {
            try (var reader = SegmentReader.ofAll(file)) {
                for (var keep = reader.next(); keep != null; keep = reader.next()) {
                    read.add(keep);
                }
                assertThat(reader.position()).isEqualTo(Files.size(file));
            }
        }
        return Keeps.ids(read);
    }
}
