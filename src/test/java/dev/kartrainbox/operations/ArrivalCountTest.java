package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.keys.TrialKey;
import dev.kartrainbox.operations.ArrivalFigures.Hour;
import dev.kartrainbox.operations.ArrivalFigures.OfAction;
import dev.kartrainbox.operations.ArrivalFigures.OfKey;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That figures are those of the database, and cost it little. */
class ArrivalCountTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** Ten past eight in New York. */
    private static final Instant NOW = Instant.parse("2026-04-20T12:10:00Z");

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String INSERT = """
            insert into delivery (id, received_at, surface, key_name, remote_address, headers, length, sha256, action, lead_key,
                lane, state, repaired, late)
            values\s""";

    private static final String ROW =
            "('%s', timestamp with time zone '%s', 'outbound', '%s', '', '', 0, X'00', %s, 'i:7', 1, 'PROCESSED', false, false)";

    private static final InMemoryDatabase DATABASE = InMemoryDatabase.migrated();
    private static final EntityManager ENTITY_MANAGER = DATABASE.entityManager();

    private final List<String> counted = new ArrayList<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final Recorded queries = new Recorded();
    private final ArrivalCount count = new ArrivalCount(queries, NEW_YORK);
    private int failAfter = Integer.MAX_VALUE;
    private long ids;

    private final class Recorded extends ArrivalQueries {

        @Override
        List<Sum> sums(Instant from, int hours) {
            if (failAfter-- == 0) {
                throw new IllegalStateException("away");
            }
            counted.add(from + " " + hours);
            return super.sums(from, hours);
        }

        @Override
        Optional<Instant> lastOfAction(String action, Instant before) {
            lookedUp.add(action);
            return super.lastOfAction(action, before);
        }
    }

    @BeforeEach
    void open() {
        queries.entityManager = ENTITY_MANAGER;
    }

    @AfterEach
    void forget() {
        DATABASE.execute("delete from delivery");
        DATABASE.execute("delete from access_key");
    }

    @AfterAll
    static void close() {
        ENTITY_MANAGER.close();
        DATABASE.close();
    }

    @Test
    void countsAnHourFromItsBeginningToItsEnd() {
        arrives("assign_tag", "2026-04-20T09:59:59.999999Z");
        arrives("assign_tag", "2026-04-20T10:00:00Z");
        arrives("buy_product", "2026-04-20T10:30:00Z");
        arrives("assign_tag", "2026-04-20T10:59:59.999999Z");
        arrives("assign_tag", "2026-04-20T11:00:00Z");

        var hour = hour(figures(NOW), "2026-04-20T10:00:00Z");

        assertThat(hour.deliveries()).isEqualTo(3);
        assertThat(hour.actions()).containsExactly(Map.entry("assign_tag", 2L), Map.entry("buy_product", 1L));
    }

    @Test
    void findsWhatWasReceivedThenThoughItsIdIsOfAnotherHour() {
        insert("key-1", "assign_tag", Instant.parse("2026-04-20T12:08:00Z"), Instant.parse("2026-04-20T13:05:00Z"));

        assertThat(hour(figures(NOW), "2026-04-20T12:00:00Z").deliveries()).isOne();
        assertThat(figures(NOW).lastFiveMinutes()).isOne();
    }

    @Test
    void shows24HoursEachWithTheOneAWeekBefore() {
        arrives("assign_tag", "2026-04-19T12:59:59Z");
        arrives("assign_tag", "2026-04-19T13:00:00Z");
        arrives("assign_tag", "2026-04-12T13:59:00Z");
        arrives("assign_tag", "2026-04-12T13:58:00Z");
        arrives("assign_tag", "2026-04-13T12:30:00Z");

        var hours = figures(NOW).hours();

        assertThat(hours).hasSize(24);
        assertThat(hours.get(0).from()).isEqualTo("2026-04-19T13:00:00Z");
        assertThat(hours.get(0).deliveries()).isOne();
        assertThat(hours.get(0).weekBefore()).isEqualTo(2);
        assertThat(hours.get(23).deliveries()).isZero();
        assertThat(hours.get(23).weekBefore()).isOne();
    }

    @Test
    void comparesTodayWithTheSamePartOfTheDayAWeekAgo() {
        arrives("assign_tag", "2026-04-20T03:59:59Z"); // yesterday in New York
        arrives("assign_tag", "2026-04-20T04:00:00Z");
        arrives("assign_tag", "2026-04-20T12:09:00Z");
        arrives("assign_tag", "2026-04-13T03:59:59Z");
        arrives("assign_tag", "2026-04-13T04:00:00Z");
        arrives("assign_tag", "2026-04-13T11:59:59Z");
        arrives("assign_tag", "2026-04-13T12:09:59Z");
        arrives("assign_tag", "2026-04-13T12:10:00Z"); // later than now

        assertThat(figures(NOW).today()).isEqualTo(2);
        assertThat(figures(NOW).weekAgo()).isEqualTo(3);
    }

    @Test
    void comparesByTheClockWhereItWasChanged() {
        arrives("assign_tag", "2026-03-01T16:59:00Z"); // 11:59, as all of that day without summer time
        arrives("assign_tag", "2026-03-01T17:29:00Z");
        arrives("assign_tag", "2026-03-01T17:31:00Z");
        arrives("assign_tag", "2026-03-08T04:59:00Z"); // the day before, 23:59
        arrives("assign_tag", "2026-03-08T05:00:00Z");
        arrives("assign_tag", "2026-03-08T07:00:00Z"); // 3:00, right after 1:59

        var figures = figures(Instant.parse("2026-03-08T16:30:00Z")); // 12:30

        assertThat(figures.today()).isEqualTo(2);
        assertThat(figures.weekAgo()).isEqualTo(2);
        assertThat(hour(figures, "2026-03-08T16:00:00Z").weekBefore()).isEqualTo(2);
        assertThat(hour(figures, "2026-03-08T15:00:00Z").weekBefore()).isOne();
    }

    @Test
    void anHourThatClocksSkippedIsNotComparedWithAnything() {
        arrives("assign_tag", "2026-03-08T07:30:00Z");

        var figures = figures(Instant.parse("2026-03-15T16:30:00Z"));

        assertThat(hour(figures, "2026-03-15T06:00:00Z").weekBefore()).isNull();
        assertThat(hour(figures, "2026-03-15T07:00:00Z").weekBefore()).isOne();
    }

    @Test
    void countsTheLastFiveMinutesAcrossTheHour() {
        arrives("assign_tag", "2026-04-20T11:56:59.999999Z");
        arrives("assign_tag", "2026-04-20T11:57:00Z");
        arrives("assign_tag", "2026-04-20T12:01:59Z");

        assertThat(figures(Instant.parse("2026-04-20T12:02:00Z")).lastFiveMinutes())
                .isEqualTo(2);
    }

    @Test
    void countsTogetherWhatIsNotDocumentedOrNotThere() {
        arrives("webinar_attended", "2026-04-20T12:01:00Z");
        arrives(null, "2026-04-20T12:02:00Z");

        var figures = figures(NOW);

        assertThat(hour(figures, "2026-04-20T12:00:00Z").actions()).containsOnly(Map.entry("(other)", 2L));
        assertThat(figures.actions())
                .endsWith(new OfAction("(other)", Instant.parse("2026-04-20T12:02:00Z"), 2, 0, false));
    }

    @Test
    void anActionIsSilentThatCameTenTimesADayAndNotSinceYesterday() {
        arrivesEvery(HOUR, "assign_tag", 70, NOW.minus(Duration.ofHours(25)));
        arrivesEvery(HOUR, "unassign_tag", 69, NOW.minus(Duration.ofHours(25)));
        arrivesEvery(HOUR, "filled_form", 70, NOW.minus(Duration.ofHours(25)));
        arrives("filled_form", "2026-04-19T13:00:00Z");
        arrivesEvery(HOUR, "webinar_attended", 70, NOW.minus(Duration.ofHours(25)));
        arrivesEvery(HOUR, "buy_product", 69, NOW.minus(Duration.ofHours(25)));
        arrives("buy_product", "2026-04-12T11:00:00Z"); // more than a week before

        var figures = figures(NOW);

        assertThat(figures.actions().stream().filter(OfAction::silent))
                .extracting(OfAction::action)
                .containsExactly("assign_tag");
        assertThat(action(figures, "assign_tag"))
                .isEqualTo(new OfAction("assign_tag", NOW.minus(Duration.ofHours(25)), 0, 70, true));
        assertThat(action(figures, "filled_form").weekBefore()).isEqualTo(70);
        assertThat(figures.silent()).isFalse();
    }

    @Test
    void allIsSilentWhenNothingCameForSixHoursThoughAHundredADayDid() {
        arrivesEvery(MINUTE, "assign_tag", 699, NOW.minus(Duration.ofHours(7)));
        arrives("assign_tag", "2026-04-13T05:00:00Z"); // more than a week before
        assertThat(figuresAnew().silent()).isFalse();

        arrives("buy_product", "2026-04-19T04:00:00Z");
        assertThat(figuresAnew().silent()).isTrue();
        assertThat(figuresAnew().lastArrival()).isEqualTo(NOW.minus(Duration.ofHours(7)));

        arrives("buy_product", "2026-04-20T11:00:00Z");
        assertThat(figuresAnew().silent()).isFalse();
    }

    @Test
    void whatIsTriedInTheConsoleBreaksNoSilence() {
        arrivesEvery(HOUR, "assign_tag", 70, NOW.minus(Duration.ofHours(25)));
        insert(TrialKey.NAME, "assign_tag", NOW.minusSeconds(60), NOW.minusSeconds(60));

        var figures = figures(NOW);

        assertThat(action(figures, "assign_tag").silent()).isTrue();
        assertThat(figures.lastArrival()).isEqualTo(NOW.minus(Duration.ofHours(25)));
        assertThat(figures.today()).isOne();
        assertThat(figures.keys()).contains(new OfKey(TrialKey.NAME, NOW.minusSeconds(60)));
    }

    @Test
    void knowsWhenSomethingCameLastHoweverLongAgo() {
        DATABASE.execute("insert into access_key (name, sha256, created_at) values ('ended', X'00', now())");
        arrives("buy_product", "2025-01-07T10:00:00Z");
        arrives("buy_product", "2025-01-08T10:00:00Z");
        insert("ended", "jv_signup", Instant.parse("2024-05-01T00:00:00Z"), Instant.parse("2024-05-01T00:00:00Z"));
        insert(
                TrialKey.NAME,
                "buy_product",
                Instant.parse("2025-02-01T00:00:00Z"),
                Instant.parse("2025-02-01T00:00:00Z"));
        arrives("assign_tag", "2026-04-20T12:00:00Z");

        var figures = count.at(NOW, List.of("key-1", "new"));

        assertThat(action(figures, "buy_product").lastArrival()).isEqualTo("2025-01-08T10:00:00Z");
        assertThat(action(figures, "assign_tag").lastArrival()).isEqualTo("2026-04-20T12:00:00Z");
        assertThat(action(figures, "refund_product").lastArrival()).isNull();
        assertThat(figures.actions()).hasSize(Action.values().length);
        assertThat(figures.keys())
                .containsExactly(
                        new OfKey("ended", Instant.parse("2024-05-01T00:00:00Z")),
                        new OfKey("key-1", Instant.parse("2026-04-20T12:00:00Z")),
                        new OfKey("new", null));
    }

    @Test
    void looksUpNoNameThatNobodyCanGive() {
        assertThat(count.at(NOW, List.of("o'clock")).keys()).containsExactly(new OfKey("o'clock", null));
    }

    @Test
    void looksUpOnceWhatDidNotComeLately() {
        arrives("buy_product", "2025-01-08T10:00:00Z");
        figures(NOW);
        int lookUps = lookedUp.size();

        arrives("buy_product", "2026-04-20T12:10:05Z");
        var figures = figures(NOW.plusSeconds(15));

        assertThat(lookedUp).hasSize(lookUps).doesNotHaveDuplicates();
        assertThat(action(figures, "buy_product").lastArrival()).isEqualTo("2026-04-20T12:10:05Z");
    }

    @Test
    void remembersHoursThatAreOver() {
        figures(NOW);
        assertThat(counted).hasSize(9); // of a day at most
        counted.clear();

        arrives("assign_tag", "2026-04-20T12:10:05Z");
        var figures = figures(NOW.plusSeconds(15));

        assertThat(counted).containsExactly("2026-04-20T11:00:00Z 2"); // the running hour, and the one whose turn it is
        assertThat(figures.today()).isOne();
    }

    @Test
    void countsAnHourAgainThatHasJustEnded() {
        figures(Instant.parse("2026-04-20T11:59:50Z"));
        arrives("assign_tag", "2026-04-20T11:59:59Z");

        assertThat(hour(figures(Instant.parse("2026-04-20T12:00:05Z")), "2026-04-20T11:00:00Z")
                        .deliveries())
                .isOne();
        arrives("assign_tag", "2026-04-20T11:59:58Z"); // took its time to be kept
        assertThat(hour(figures(Instant.parse("2026-04-20T12:00:50Z")), "2026-04-20T11:00:00Z")
                        .deliveries())
                .isEqualTo(2);
    }

    @Test
    void findsWithinTheHourWhatJoinedFromAJournal() {
        figures(NOW);
        arrives("assign_tag", "2026-04-15T20:20:00Z");
        counted.clear();

        ArrivalFigures figures = null;
        for (int seconds = 15; seconds <= 3600; seconds += 15) {
            figures = figures(NOW.plusSeconds(seconds));
        }

        assertThat(action(figures, "assign_tag").weekBefore()).isOne();
        assertThat(counted).hasSizeLessThan(2 * 3600 / 15 + 10);
    }

    @Test
    void countsAllAnewAfterNobodyAskedForAnHour() {
        figures(NOW);
        arrives("assign_tag", "2026-04-15T20:20:00Z");

        assertThat(action(figures(NOW.plus(Duration.ofMinutes(61))), "assign_tag")
                        .weekBefore())
                .isOne();
    }

    @Test
    void countsOnlyWhatIsMissingAfterAFailure() {
        failAfter = 3;
        assertThatThrownBy(() -> figures(NOW)).hasMessage("away");
        failAfter = Integer.MAX_VALUE;
        int before = hoursCounted();

        figures(NOW.plusSeconds(15));

        assertThat(before).isEqualTo(3 * 24);
        assertThat(hoursCounted()).isEqualTo(8 * 24 + 1 + 1); // one of them for the second time
    }

    private int hoursCounted() {
        return counted.stream()
                .mapToInt(stretch -> Integer.parseInt(stretch.split(" ")[1]))
                .sum();
    }

    private ArrivalFigures figures(Instant now) {
        return count.at(now, List.of());
    }

    /** With nothing remembered. */
    private ArrivalFigures figuresAnew() {
        return new ArrivalCount(queries, NEW_YORK).at(NOW, List.of());
    }

    private static Hour hour(ArrivalFigures figures, String from) {
        return figures.hours().stream()
                .filter(hour -> hour.from().equals(Instant.parse(from)))
                .findFirst()
                .orElseThrow();
    }

    private static OfAction action(ArrivalFigures figures, String action) {
        return figures.actions().stream()
                .filter(line -> line.action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private void arrives(String action, String at) {
        insert("key-1", action, Instant.parse(at), Instant.parse(at));
    }

    /** So many, the last of them then. */
    private void arrivesEvery(Duration apart, String action, int deliveries, Instant last) {
        DATABASE.execute(IntStream.range(0, deliveries)
                .mapToObj(earlier -> last.minus(apart.multipliedBy(earlier)))
                .map(time -> row("key-1", action, time, time))
                .collect(Collectors.joining(", ", INSERT, "")));
    }

    private void insert(String keyName, String action, Instant receivedAt, Instant idFrom) {
        DATABASE.execute(INSERT + row(keyName, action, receivedAt, idFrom));
    }

    private String row(String keyName, String action, Instant receivedAt, Instant idFrom) {
        return ROW.formatted(
                new UUID(idFrom.toEpochMilli() << 16 | 0x7000, ids++),
                receivedAt,
                keyName,
                action == null ? "null" : "'" + action + "'");
    }
}
