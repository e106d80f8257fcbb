package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Parcels on their way to a server. They leave a bagful at a time and over many connections, because a server keeps many at
 * once as fast as one; then each is held against its answer, and against what the database says.
 */
final class MailBag implements AutoCloseable {

    private static final int FULL = 256;
    private static final int CONNECTIONS = 16;

    private final Sender kartra;
    private final Database database;
    private final int bodyLimit;
    private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<Item> items = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final Set<String> problems = new HashSet<>();

    private record Item(Parcel parcel, Contents firstLook) {}

    MailBag(Sender kartra, Database database, int bodyLimit) {
        this.kartra = kartra;
        this.database = database;
        this.bodyLimit = bodyLimit;
    }

    /** Sends the parcel, now or together with others. */
    void add(Parcel parcel, Contents firstLook) {
        items.add(new Item(parcel, firstLook));
        firstLook.whyUnreadable().ifPresent(problems::add);
        if (items.size() == FULL) {
            empty();
        }
    }

    /** Sends what is in it, and returns when it is known what became of all of it. */
    void empty() {
        var sent = List.copyOf(items);
        items.clear();
        var answered = sent.stream()
                .map(item ->
                        connections.submit(() -> kartra.exchange(item.parcel().to(kartra.post(Sender.KEY)))))
                .toList();
        var kept = new TreeMap<UUID, Item>();
        for (int i = 0; i < sent.size(); i++) {
            var item = sent.get(i);
            var answer = answered.get(i);
            item.parcel().passes(() -> idIn(answer.get(), item)).ifPresent(id -> kept.put(id, item));
        }
        database.awaitCount(0, "select count(*) from queue");
        look(kept);
    }

    /** How often each status was answered. */
    Map<Integer, Integer> answers() {
        return answers;
    }

    /** Why any of them is to be quarantined. */
    Set<String> problems() {
        return problems;
    }

    private Optional<UUID> idIn(HttpResponse<String> answer, Item item) {
        answers.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expectedStatus(item));
        return answer.statusCode() < 300 ? Optional.of(UUID.fromString(Sender.idIn(answer))) : Optional.empty();
    }

    private int expectedStatus(Item item) {
        int length = item.parcel().body().length;
        if (length == 0) {
            return 400;
        }
        if (length > bodyLimit) {
            return 413;
        }
        return item.firstLook().problem() == null ? 200 : 202;
    }

    private void look(Map<UUID, Item> kept) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var select = connection.prepareStatement("select body, state, last_error from inbox where id = ?")) {
            kept.forEach((id, item) -> item.parcel()
                    .passes(() -> assertThat(stateOf(id, item, select))
                            .as(id.toString())
                            .matches(expectedState(item))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stateOf(UUID id, Item item, PreparedStatement select) throws SQLException {
        select.setObject(1, id);
        try (var row = select.executeQuery()) {
            assertThat(row.next()).as("%s is kept", id).isTrue();
            assertThat(row.getBytes("body"))
                    .as("body of %s", id)
                    .isEqualTo(item.parcel().body());
            return row.getString("state") + ": " + row.getString("last_error");
        }
    }

    /** A pattern: what is like an earlier one may be held back as a duplicate. */
    private static String expectedState(Item item) {
        var problem = item.firstLook().problem();
        return problem == null
                ? "PROCESSED: null|DUPLICATE: the same (action|body)[a-z', ]+"
                : Pattern.quote("QUARANTINED: " + problem);
    }

    @Override
    public void close() {
        connections.shutdownNow();
    }
}
