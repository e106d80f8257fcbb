package dev.kartrainbox.operations;

import static dev.kartrainbox.operations.Account.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.FakeEvent;
import dev.kartrainbox.inbox.SetAside;
import dev.kartrainbox.kartra.LeadErased;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does by itself. */
class HousekeepingTest {

    private static final String MIRA = "\"id\":7,\"email\":\"mira@example.org\"";
    private static final String DONE = "select count(*) from erasure where done_at is not null";

    private final Account account = new Account();
    private final Standalone operations = account.operations;
    private final List<LeadErased> told = new ArrayList<>();

    @TempDir
    Path data;

    private Housekeeping housekeeping;
    private Path journal;

    @BeforeEach
    void prepare() throws IOException {
        operations.erasure.clock = Clock.systemUTC();
        operations.search.clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(20));
        operations.erasure.erased = new FakeEvent<>(told::add);
        housekeeping = node(StandardSettings.in(data));
        journal = Files.createDirectories(housekeeping.settings.journalDirectory());
    }

    private Housekeeping node(Settings settings) {
        var node = new Housekeeping();
        node.keeping = account.database.keeping();
        node.erasure = operations.erasure;
        node.search = operations.search;
        node.retention = operations.retention;
        node.hashes = operations.erasure.hashes;
        node.files = SetAside.with(settings);
        node.transactions = operations.transactions;
        node.audit = operations.erasure.audit;
        node.settings = settings;
        return node;
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void bringsErasuresToTheirEnd() throws Exception {
        account.receives(tag("assign_tag", "\"id\":8,\"company\":\"mira@example.org\"", "A"));
        operations.erasure.lead("mira@example.org", false);
        operations.erasure.lead("jo@example.org", false);

        housekeeping.round();

        assertThat(told).hasSize(2);
        assertThat(account.database.rows(DONE)).containsExactly("2");
        assertThat(account.database.rows("select redacted from erasure order by id"))
                .containsExactly("1", "0");
    }

    @Test
    void goesOnThoughAnObserverFails() throws Exception {
        operations.erasure.lead("mira@example.org", false);
        operations.erasure.lead("jo@example.org", false);
        operations.erasure.erased = new FakeEvent<>(event -> {
            if (event.emails().contains("mira@example.org")) {
                throw new IllegalStateException("of mira@example.org");
            }
        });

        housekeeping.round();
        assertThat(account.database.rows(DONE)).containsExactly("1");

        operations.erasure.erased = new FakeEvent<>(told::add);
        housekeeping.round();
        assertThat(account.database.rows(DONE)).containsExactly("2");
    }

    @Test
    void deletesWhatTheJournalHasSetAsideAfterAnErasureAndWhatItSetsAsideLater() throws Exception {
        var before = Files.writeString(journal.resolve("1.journal.torn"), "{\"lead\":{\"id\":\"7\",\"fi");
        var others = Files.writeString(journal.resolve("2.journal.torn"), "{\"lead\":{\"id\":\"70\",\"fi");
        housekeeping.round();
        assertThat(before).exists();

        operations.erasure.lead("7", false);
        housekeeping.round();
        assertThat(before).doesNotExist();

        var later = Files.writeString(journal.resolve("3.journal.torn"), "{\"lead_id\" : 7}");
        housekeeping.round();
        assertThat(later).doesNotExist();
        assertThat(others).exists();
        assertThat(account.database.rows("select count(*) from audit where outcome = '1 deleted'"))
                .containsExactly("2");
    }

    @Test
    void deletesThemAlsoWhereAnotherNodeFinishedTheErasureMeanwhile() throws Exception {
        var torn = Files.writeString(journal.resolve("1.journal.torn"), "of mira@example.org");
        housekeeping.round();
        operations.erasure.lead("mira@example.org", false);
        var entry = operations.erasure.open().get(0);
        operations.erasure.tellObservers(entry.id());
        operations.search.step(entry);
        assertThat(account.database.rows(DONE)).containsExactly("1");

        housekeeping.round();

        assertThat(torn).doesNotExist();
    }

    @Test
    void deletesWhatIsOld() throws Exception {
        account.receives(tag("assign_tag", MIRA, "A"));
        account.node.work();
        operations.retention.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(401));

        housekeeping.round();

        assertThat(account.database.rows("select id from delivery_body")).isEmpty();
    }
}
