package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.simulator.Answer;
import dev.kartrainbox.simulator.FrontDoor;
import dev.kartrainbox.simulator.Mix;
import dev.kartrainbox.simulator.Outgoing;
import dev.kartrainbox.simulator.Pace;
import dev.kartrainbox.simulator.Recipe;
import dev.kartrainbox.simulator.Senders;
import dev.kartrainbox.simulator.Traffic;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A story of many notifications, and whether the database answers what people ask of it. */
class SimulatorIT {

    private static final int COUNT = 10_000;
    private static final Duration READY = Duration.ofSeconds(90);

    @Test
    void answersTheCommonQuestionsOnTenThousandNotifications() throws Exception {
        var settings = new HashMap<String, String>();
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("simulated", null).settings());
        }
        try (var server = ServerProcess.named("simulated", Wars.built(), settings)) {
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("simulated", server.data());
            server.start().awaitReady(READY);
            var told = new Account();
            var sent = new ArrayList<Outgoing>();
            Traffic.of(Recipe.usual(COUNT, 500)).forEachRemaining(sent::add);
            sent.forEach(outgoing -> told.hear(outgoing.body()));

            var answers = send(server, sent);

            assertThat(answers).hasSize(COUNT).allMatch(answer -> answer.status() == 200);
            database.awaitCount(COUNT, "select count(*) from delivery where state = 'PROCESSED'");
            assertThat(database.rows("select action, path, kind from drift")).isEmpty();
            assertThat(database.rows("select tag_id, lead_id from tag_holder"))
                    .containsExactlyInAnyOrderElementsOf(told.tagHolders());
            assertThat(database.rows("select membership_id, level_id, lead_id from member"))
                    .containsExactlyInAnyOrderElementsOf(told.members());
            assertThat(
                            database.rows(
                                    "select product_id, sum(purchases), sum(revenue), sum(refunds), sum(refunded), sum(cancellations) from revenue group by product_id"))
                    .containsExactlyInAnyOrderElementsOf(told.revenue());
            assertThat(
                            database.rows(
                                    "select question_id, option_id, sum(answers) from survey_result group by question_id, option_id"))
                    .containsExactlyInAnyOrderElementsOf(told.surveyResults());
            assertThat(
                            database.rows(
                                    "select email, action from lead_history where email = 'lead700007@example.org' order by received_at, delivery_id"))
                    .isEqualTo(told.history("lead700007@example.org"));
            System.out.printf(
                    "%d simulated: %d tag holders, %d members, %d products sold, %d kinds of answers%n",
                    COUNT,
                    told.tagHolders().size(),
                    told.members().size(),
                    told.revenue().size(),
                    told.surveyResults().size());
        }
    }

    @Test
    void keepsWhatIsOddAndWhatIsBroken() throws Exception {
        var recipe = new Recipe(
                7, 3000, 50, Recipe.usual(1, 1).actions(), Recipe.usual(1, 1).typings(), new Mix(5, 5, 20, 10));
        var sent = new ArrayList<Outgoing>();
        Traffic.of(recipe).forEachRemaining(sent::add);

        var settings = new HashMap<String, String>();
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("odd", null).settings());
        }
        try (var server = ServerProcess.named("odd", Wars.built(), settings)) {
            var database = Database.isPostgresql()
                    ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                    : Database.named("odd", server.data());
            server.start().awaitReady(READY);

            var answers = send(server, sent);

            assertThat(answers).allMatch(Answer::isAsExpected);
            long readable =
                    answers.stream().filter(answer -> answer.status() == 200).count();
            long unreadable =
                    answers.stream().filter(answer -> answer.status() == 202).count();
            assertThat(unreadable).isGreaterThan(100);
            database.awaitCount(readable, "select count(*) from delivery where state in ('PROCESSED', 'DUPLICATE')");
            assertThat(database.count("select count(*) from delivery where state = 'QUARANTINED'"))
                    .isEqualTo(unreadable);
            assertThat(database.count("select count(*) from delivery")).isEqualTo(readable + unreadable);
            assertThat(database.rows("select distinct kind from drift order by kind"))
                    .containsExactly(
                            "DUPLICATE_KEY",
                            "MISSING_KEY",
                            "RENAMED_KEY",
                            "REPAIRED",
                            "UNKNOWN_ACTION",
                            "UNKNOWN_KEY",
                            "WRONG_TYPE");
        }
    }

    private static List<Answer> send(ServerProcess server, List<Outgoing> sent) throws Exception {
        var answers = new ConcurrentLinkedQueue<Answer>();
        var door = new FrontDoor(URI.create(server.url() + "/outbound/" + Sender.KEY));
        new Senders(door, 8, Pace.UNLIMITED).send(sent.iterator(), answers::add);
        return List.copyOf(answers);
    }
}
