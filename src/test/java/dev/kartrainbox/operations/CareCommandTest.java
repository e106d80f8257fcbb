package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Sample;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does for people whose data is kept, from a terminal. */
class CareCommandTest {

    private final Account account = new Account();
    private final StringWriter printed = new StringWriter();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void saysWhatItWouldErase() {
        account.receives(tag("assign_tag", "\"id\":7,\"email\":\"mira@example.org\"", "A"));
        account.receives(tag("assign_tag", "\"id\":8,\"email\":\"mira@example.org\"", "A"));
        account.node.work();

        assertThat(runs("erase", "7")).isZero();

        assertThat(printed.toString())
                .contains("i:7", "e:mira@example.org", "Deliveries  1", "tag_assignment", "Searched    2 bodies")
                .contains("[8]", "Nothing was done", "erase 7 --yes");
        assertThat(account.states()).containsOnly("PROCESSED");
        assertThat(account.database.rows("select id from erasure")).isEmpty();
    }

    @Test
    void erases() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();

        assertThat(runs("erase", "7", "--block", "--yes")).isZero();

        assertThat(printed.toString()).contains("1 deliveries erased");
        assertThat(account.states()).containsExactly("ERASED");
        assertThat(account.database.rows("select blocked from erasure")).containsExactly("TRUE");
    }

    @Test
    void asksForTheNameOfALead() {
        assertThat(runs("erase", "Mira", "--yes")).isEqualTo(2);
        assertThat(printed.toString()).contains("A lead is named by its id or its e-mail address.");
    }

    @Test
    void exportsEverythingThatIsKnownOfALead() throws IOException {
        Sample.all().forEach(sample -> account.receives("key-1", sample.body()));
        account.receives(tag("assign_tag", "\"id\":8,\"email\":\"nobody8@example.org\"", "A"));
        account.node.work();
        var file = directory.resolve("mira.json");

        assertThat(runs("export", "731904", "--to", file.toString())).isZero();

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var export = read(file);
        assertThat(export.getJsonArray("emails"))
                .anyMatch(email -> email.toString().contains("@"));
        for (var table : List.of("lead", "custom_field_option", "sale", "timeline")) {
            assertThat(export.getJsonObject("mirror").getJsonArray(table))
                    .as(table)
                    .hasSameSizeAs(rowsOf(table))
                    .isNotEmpty();
        }
        assertThat(export.getJsonArray("notifications"))
                .hasSameSizeAs(account.database.rows("select id from delivery where lead_key = 'i:731904'"))
                .allMatch(notification -> notification
                        .asJsonObject()
                        .getJsonObject("body")
                        .getJsonObject("lead")
                        .toString()
                        .contains("731904"));
        assertThat(Files.readString(file)).doesNotContain("nobody8@example.org");
        assertThat(account.database.rows("select operation, subject from audit"))
                .containsExactly("export|one lead");
    }

    private List<String> rowsOf(String table) {
        return account.database.rows("select lead_key from " + table + " where lead_key = 'i:731904'");
    }

    @Test
    void exportsWhatCannotBeReadAsItCame() throws IOException {
        account.receives("key-1", new byte[] {(byte) 0xFF, 0});
        account.database.execute("update delivery set lead_key = 'i:7'");
        var file = directory.resolve("mira.json");

        assertThat(runs("export", "7", "--to", file.toString())).isZero();

        assertThat(read(file).getJsonArray("notifications").getJsonObject(0).getString("body_base64"))
                .isEqualTo("/wA=");
    }

    @Test
    void overwritesNoFile() throws IOException {
        var file = Files.writeString(directory.resolve("mine.txt"), "mine");

        assertThat(runs("export", "7", "--to", file.toString())).isEqualTo(2);

        assertThat(file).hasContent("mine");
    }

    @Test
    void saysWhatIsOldAndDeletesIt() {
        account.receives(tag("assign_tag", "\"id\":7", "A"));
        account.node.work();
        account.database.execute("update delivery set id = '018b0a5d-ac96-774b-bcce-b302099a8057'");
        account.database.execute("update delivery_body set id = '018b0a5d-ac96-774b-bcce-b302099a8057'");

        assertThat(runs("retain")).isZero();
        assertThat(printed.toString()).contains("bodies 400 days", "Older       1 bodies", "Nothing was done");
        assertThat(account.database.rows("select id from delivery_body")).hasSize(1);

        assertThat(runs("retain", "--bodies", "0", "--yes")).isZero();
        assertThat(account.database.rows("select id from delivery_body")).hasSize(1);
        assertThat(runs("retain", "--yes")).isZero();
        assertThat(account.database.rows("select id from delivery_body")).isEmpty();
    }

    @Test
    void saysThatABodyIsGoneWhereItIsAskedFor() {
        var id = account.receives(tag("assign_tag", "\"id\":7,\"email\":\"someone@kartra.com\"", "A"));
        account.node.work();
        account.database.execute("delete from delivery_body");

        assertThat(runs("list")).isZero();
        assertThat(runs("show", id.toString())).isZero();
        assertThat(runs("replay", id.toString())).isEqualTo(1);
        assertThat(runs("replay", "--state", "PROCESSED")).isZero();

        assertThat(printed.toString())
                .contains("i:7 (test)")
                .contains("Its body is no longer kept.")
                .contains("The body of delivery " + id + " is no longer kept, so there is nothing to tell.")
                .contains("Replayed    0", "Skipped     1 whose bodies are no longer kept");
    }

    @Test
    void tellsWhatKartraSendsToTryItOut() {
        account.receives(tag("assign_tag", "\"id\":7,\"email\":\"Someone@KARTRA.com\"", "A"));
        account.receives(tag("assign_tag", "\"id\":8,\"email\":\"mira@example.org\"", "A"));
        account.receives(tag("assign_tag", "\"id\":9", "A"));

        assertThat(account.database.rows("select lead_id, test from inbox order by id"))
                .containsExactly("7|TRUE", "8|FALSE", "9|FALSE");
    }

    private static JsonObject read(Path file) throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        }
    }

    private int runs(String... arguments) {
        return InboxCommand.run(account.database.url(), "sa", "", new PrintWriter(printed), arguments);
    }
}
