package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That of erased leads nothing is kept that is not to be. */
class ErasedNamesTest {

    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");
    private static final String SECRET = "secret";
    private static final String BODIES = "select count(*) from delivery_body";
    private static final String DELIVERIES =
            "select state, lead_key = concat('d:', id), lead_email, length from delivery";
    private static final String QUEUED = "select count(*) from queue";

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final Keeping keeping = database.keeping();
    private final Ids ids = new Ids();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsOfABlockedLeadOnlyThatItCame() throws Exception {
        erase("i:7", true);
        keeping.learnWhoIsErased();

        var keep = keep(NOON.plusSeconds(60), 7, "mira@example.org");
        keeping.insert(List.of(keep, keep(NOON, 8, "jo@example.org")));

        assertThat(keep.delivery().state()).as("what is answered").isEqualTo(State.ERASED);
        assertThat(database.rows(DELIVERIES))
                .containsExactlyInAnyOrder("ERASED|TRUE|-|0", "RECEIVED|FALSE|jo@example.org|2");
        assertThat(database.rows(BODIES)).containsExactly("1");
        assertThat(database.rows(QUEUED)).containsExactly("1");
    }

    @Test
    void blocksWhoComesWithAnotherIdAndTheSameAddress() throws Exception {
        erase("e:mira@example.org", true);
        keeping.learnWhoIsErased();

        keeping.insert(List.of(keep(NOON.plusSeconds(60), 9, " Mira@Example.org")));

        assertThat(database.rows(DELIVERIES)).containsExactly("ERASED|TRUE|-|0");
    }

    @Test
    void keepsWhatComesLaterOfALeadThatIsNotBlocked() throws Exception {
        erase("i:7", false);
        keeping.learnWhoIsErased();

        keeping.insert(List.of(keep(NOON.plusSeconds(60), 7, "mira@example.org")));
        keeping.insertMissing(List.of(keep(NOON.plusSeconds(60), 7, "mira@example.org")));

        assertThat(database.rows(BODIES)).containsExactly("2");
    }

    @Test
    void keepsNothingOfWhatWaitedInAJournalWhenItsLeadWasErased() throws Exception {
        erase("i:7", false);

        keeping.insertMissing(List.of(keep(NOON.minusSeconds(60), 7, "mira@example.org")));

        assertThat(database.rows(DELIVERIES)).containsExactly("ERASED|TRUE|-|0");
        assertThat(database.rows(BODIES)).containsExactly("0");
        assertThat(database.rows(QUEUED)).containsExactly("0");
    }

    @Test
    void hasWhatComesOutOfAJournalSearchedForWhoWasErasedSince() throws Exception {
        var done = UUID.randomUUID();
        erase(done, "i:7", false);
        database.execute("update erasure set done_at = erased_at, searched_to = '%s'".formatted(ids.next()));
        var before = keep(NOON.minusSeconds(60), 8, "jo@example.org");

        keeping.insertMissing(List.of(keep(NOON.plusSeconds(60), 8, "jo@example.org")));
        assertThat(database.rows("select done_at is null from erasure")).containsExactly("FALSE");
        keeping.insertMissing(List.of(before));

        assertThat(database.rows("select done_at is null, searched_to from erasure"))
                .containsExactly("TRUE|" + Ids.before(NOON.minusSeconds(65)));
    }

    @Test
    void takesItOutOfWhatWaitedInAJournalAndTellsOfOthers() throws Exception {
        erase("e:mira@example.org", false);
        keeping.screen = (body, encoding, erased) -> erased.test("e:mira@example.org") ? new byte[] {2} : body;

        keeping.insertMissing(List.of(keep(NOON.minusSeconds(60), 8, "jo@example.org")));
        keeping.insertMissing(List.of(keep(NOON.plusSeconds(60), 8, "jo@example.org")));

        assertThat(database.rows(
                        "select b.bytes, d.length from delivery d join delivery_body b on b.id = d.id order by d.id"))
                .hasSize(2)
                .satisfiesExactly(
                        row -> assertThat(row).endsWith("|1"),
                        row -> assertThat(row).endsWith("|2"));
        assertThat(database.rows(QUEUED)).containsExactly("2");
    }

    @Test
    void staysErasedInAJournal() throws Exception {
        var keep = keep(NOON, 7, "mira@example.org");
        keep.erase();
        var record = JournalRecord.of(keep);

        var read = JournalRecord.read(Arrays.copyOfRange(record, JournalRecord.PREFIX, record.length));

        assertThat(read.delivery().state()).isEqualTo(State.ERASED);
        assertThat(new String(record, StandardCharsets.UTF_8)).doesNotContain("mira", "i:7");
    }

    @Test
    void liesBetweenIdsOfTwoMoments() {
        var id = ids.next();
        var at = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);

        assertThat(Ids.before(at)).isLessThan(id);
        assertThat(Ids.before(at.plusMillis(1))).isGreaterThan(id);
    }

    private void erase(String name, boolean blocked) {
        erase(UUID.randomUUID(), name, blocked);
    }

    private void erase(UUID id, String name, boolean blocked) {
        database.execute("insert into erasure_secret values (1, '%s')".formatted(SECRET));
        database.execute(
                "insert into erasure values ('%s', timestamp with time zone '2026-04-20 12:00:00Z', %s, null, '%s', 0, null)"
                        .formatted(id, blocked, new UUID(0, 0)));
        database.execute("insert into erased_name values ('%s', '%s')".formatted(ErasedNames.hash(SECRET, name), id));
    }

    private Keep keep(Instant at, long lead, String email) {
        var body = new byte[] {1, 2};
        var origin = new Origin("key-1", "203.0.113.24", "application/json", null, "");
        var contents = new Contents("assign_tag", lead, email, "i:" + lead, false, null);
        return new Keep(new Delivery(ids.next(), at, origin, Fingerprint.of(body), contents), body);
    }
}
