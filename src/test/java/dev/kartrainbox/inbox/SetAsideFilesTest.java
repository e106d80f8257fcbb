package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.settings.StandardSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAsideFilesTest {

    @TempDir
    Path data;

    @Test
    void deletesThoseThatHoldWhatIsToBeErasedAndNoOther() throws Exception {
        var files = SetAside.with(StandardSettings.in(data));
        var journal = Files.createDirectories(files.settings.journalDirectory());
        var torn = Files.write(journal.resolve("000000000001.journal.torn"), new byte[] {1, 'm', 'i', 'r', 'a'});
        var refused = refused(journal, "000000000002.journal.refused", "of mira");
        var others = refused(journal, "000000000003.journal.refused", "of jo");
        var open = Files.write(journal.resolve("000000000004.journal"), new byte[] {'m', 'i', 'r', 'a'});

        assertThat(files.list()).containsExactly(torn, refused, others);
        int deleted = files.deleteThose(
                files.list(), (body, encoding) -> new String(body, StandardCharsets.UTF_8).contains("mira"));

        assertThat(deleted).isEqualTo(2);
        assertThat(files.list()).containsExactly(others);
        assertThat(open).as("is swept, and looked at then").exists();
    }

    @Test
    void readsABodyAsItWasSent() throws Exception {
        var files = SetAside.with(StandardSettings.in(data));
        var journal = Files.createDirectories(files.settings.journalDirectory());
        refused(journal, "000000000002.journal.refused", "zipped");

        int deleted = files.deleteThose(
                files.list(),
                (body, encoding) ->
                        "gzip".equals(encoding) && new String(body, StandardCharsets.UTF_8).equals("zipped"));

        assertThat(deleted).isEqualTo(1);
    }

    private static Path refused(Path journal, String name, String body) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var origin = new Origin("key-1", "203.0.113.24", null, "gzip", "");
        var delivery = new Delivery(
                new Ids().next(),
                Instant.EPOCH,
                origin,
                Fingerprint.of(bytes),
                new Contents("assign_tag", 7L, null, "i:7", false, null));
        var segment = Segment.create(new JournalDirectory(journal), name);
        segment.append(List.of(new Keep(delivery, bytes)));
        segment.close();
        return segment.file();
    }
}
