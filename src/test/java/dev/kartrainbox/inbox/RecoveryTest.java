package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    @TempDir
    Path directory;

    private final List<Keep> keeps = Keeps.some(3);

    @Test
    void findsNothingWhereThereWasNoJournal() {
        var recovery = Recovery.of(new JournalDirectory(directory.resolve("none")));

        assertThat(recovery.read()).isEmpty();
        assertThat(recovery.firstFreeNumber()).isEqualTo(1);
    }

    @Test
    void findsAllThatWasWritten() throws Exception {
        write("000000000003.journal", segment());

        assertThat(ids(recover())).isEqualTo(Keeps.ids(keeps));
        assertThat(setAside()).isEmpty();
    }

    /** Whatever the byte at which writing ended: the records before it are there, and what follows them is set aside. */
    @Test
    void recoversWhatComesBeforeATornTailAtEveryByte() throws Exception {
        var whole = segment();
        var ends = ends();
        for (int length = Segment.HEADER; length < whole.length; length++) {
            write("000000000003.journal", Arrays.copyOf(whole, length));

            var recovered = ids(recover());

            int before = (int) ends.stream().skip(1).filter(upTo(length)).count();
            assertThat(recovered).isEqualTo(Keeps.ids(keeps).subList(0, before));
            int good = ends.get(before);
            int end = length;
            assertThat(Files.size(directory.resolve("000000000003.journal"))).isEqualTo(good);
            if (good < length) {
                assertThat(setAside())
                        .singleElement()
                        .satisfies(torn -> assertThat(torn).hasBinaryContent(Arrays.copyOfRange(whole, good, end)));
                Files.delete(setAside().get(0));
            } else {
                assertThat(setAside()).isEmpty();
            }
        }
    }

    private static Predicate<Integer> upTo(int length) {
        return end -> end <= length;
    }

    /** Of a torn header nothing is left that anybody needs. */
    @Test
    void forgetsAFileThatEndsInItsHeader() throws Exception {
        for (int length = 0; length < Segment.HEADER; length++) {
            write("000000000003.journal", Arrays.copyOf(segment(), length));

            assertThat(recover()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void believesNoByteThatWasBent() throws Exception {
        var whole = segment();
        var ends = ends();
        for (int place = Segment.HEADER; place < whole.length; place++) {
            var bent = whole.clone();
            bent[place] ^= 0x10;
            write("000000000003.journal", bent);

            var recovered = ids(recover());

            int at = place;
            int before = (int) ends.stream().skip(1).filter(upTo(at)).count();
            assertThat(recovered).isEqualTo(Keeps.ids(keeps).subList(0, before));
            assertThat(setAside())
                    .singleElement()
                    .satisfies(torn -> assertThat(Files.size(torn)).isEqualTo(whole.length - ends.get(before)));
            Files.delete(setAside().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 7, Integer.MAX_VALUE, JournalRecord.MAX_LENGTH})
    void believesNoLengthThatCannotBe(int length) throws Exception {
        var tail = ByteBuffer.allocate(100).putInt(length).array();
        write("000000000003.journal", concat(segment(), tail));

        assertThat(ids(recover())).isEqualTo(Keeps.ids(keeps));
        assertThat(setAside())
                .singleElement()
                .satisfies(torn -> assertThat(torn).hasBinaryContent(tail));
    }

    @Test
    void setsAsideAFileWhoseHeaderIsGone() throws Exception {
        var whole = segment();
        Arrays.fill(whole, 0, Segment.HEADER, (byte) 0);
        write("000000000003.journal", whole);

        assertThat(recover()).isEmpty();
        assertThat(setAside())
                .singleElement()
                .satisfies(torn -> assertThat(torn).hasBinaryContent(whole));
    }

    @Test
    void leavesAFileOfANewerReleaseAlone() throws Exception {
        var newer = segment();
        newer[Segment.HEADER - 1]++;
        write("000000000003.journal", newer);

        assertThat(recover()).isEmpty();
        assertThat(directory.resolve("000000000003.journal")).hasBinaryContent(newer);
    }

    @Test
    void setsAsideOnlyOnce() throws Exception {
        write("000000000003.journal", Arrays.copyOf(segment(), segment().length - 1));
        recover();
        var torn = Files.readAllBytes(setAside().get(0));

        var again = recover();

        assertThat(ids(again)).isEqualTo(Keeps.ids(keeps.subList(0, 2)));
        assertThat(setAside())
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(torn));
    }

    @Test
    void readsSegmentsInTheOrderOfTheirNumbers() throws Exception {
        write("000000000011.journal", segment(keeps.subList(2, 3)));
        write("000000000002.journal", segment(keeps.subList(0, 2)));

        assertThat(ids(recover())).isEqualTo(Keeps.ids(keeps));
        assertThat(Recovery.of(new JournalDirectory(directory)).firstFreeNumber())
                .isEqualTo(12);
    }

    @ValueSource(strings = {"000000000011.journal.torn", "000000000011.journal.refused"})
    @ParameterizedTest
    void givesNoNumberAgainOfWhichAnythingIsLeft(String name) throws Exception {
        write(name, segment());

        assertThat(recover()).isEmpty();
        assertThat(Recovery.of(new JournalDirectory(directory)).firstFreeNumber())
                .isEqualTo(12);
    }

    @Test
    void keepsItAllFromOthers() throws Exception {
        var file = write("000000000003.journal", Arrays.copyOf(segment(), 50));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        recover();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(setAside().get(0))))
                .isEqualTo("rw-------");
        assertThat(file).exists();
    }

    private List<Segment> recover() {
        return Recovery.of(new JournalDirectory(directory)).read();
    }

    private static List<UUID> ids(List<Segment> segments) throws IOException {
        var read = new ArrayList<Keep>();
        for (var segment : segments) {
            int before = read.size();
            try (var reader = SegmentReader.of(segment)) {
                for (var keep = reader.next(); keep != null; keep = reader.next()) {
                    read.add(keep);
                }
            }
            assertThat(segment.waiting()).isEqualTo(read.size() - before);
        }
        return Keeps.ids(read);
    }

    private byte[] segment() {
        return segment(keeps);
    }

    private static byte[] segment(List<Keep> keeps) {
        return keeps.stream().map(JournalRecord::of).reduce(Segment.header(), RecoveryTest::concat);
    }

    /** Of the header and each record. */
    private List<Integer> ends() {
        var ends = new ArrayList<>(List.of(Segment.HEADER));
        keeps.forEach(keep -> ends.add(ends.get(ends.size() - 1) + JournalRecord.of(keep).length));
        return ends;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private List<Path> setAside() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".torn")).toList();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
