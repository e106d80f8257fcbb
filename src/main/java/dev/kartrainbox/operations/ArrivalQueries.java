package dev.kartrainbox.operations;

import dev.kartrainbox.dispatch.Subscription;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.keys.TrialKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of the database about arrivals, each by an index and for a limited time. */
@ApplicationScoped
public class ArrivalQueries {

    private static final String TIMEOUT = "jakarta.persistence.query.timeout";
    private static final int TIMEOUT_MILLIS = 10_000;

    private static final String DOCUMENTED =
            Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining("', '", "'", "'"));

    private static final String RECEIVED = "{received}";

    /** Words that are not documented are counted together: whoever knows a key can send any number of them. */
    private static final String SUMS = """
            select h.number, h.action, h.key_name, count(*), max(h.received_at)
            from (
                select (cast(floor(extract(epoch from d.received_at)) as bigint) - cast(? as bigint)) / 3600 as number,
                    case when d.action in ({documented}) then d.action else '{other}' end as action, d.key_name, d.received_at
                from delivery d where {received}) h
            group by h.number, h.action, h.key_name""".replace("{documented}", DOCUMENTED).replace("{other}", Subscription.OTHER);

    private static final String COUNT = "select count(*) from delivery d where " + RECEIVED;

    /**
     * The name is spelled out: with a parameter in its place PostgreSQL would, from the tenth time on, plan for any name, and walk
     * through all deliveries for one that none has.
     */
    private static final String LAST =
            "select d.received_at from delivery d where d.{column} = '{name}' and d.id < ? {others} order by d.id desc limit 1";

    private static final String NOT_TRIED = "and d.key_name <> '" + TrialKey.NAME + "'";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /**
     * Deliveries of one hour that have action and key in common.
     *
     * @param hour when it begins
     * @param action Kartra's word; {@code (other)} for those that this release has no type for, or where none was found
     * @param keyName the name of the key that they came with
     * @param last when the last of them was received
     */
    record Sum(Instant hour, String action, String keyName, long deliveries, Instant last) {

        private static Sum of(Object row, Instant from) {
            var columns = (Object[]) row;
            return new Sum(
                    from.plus(Duration.ofHours(((Number) columns[0]).longValue())),
                    (String) columns[1],
                    (String) columns[2],
                    ((Number) columns[3]).longValue(),
                    Columns.instant(columns[4]));
        }

        /** Nobody tried it from the console. */
        boolean isFromKartra() {
            return !keyName.equals(TrialKey.NAME);
        }
    }

    /** Sums of the hours that begin at this time. */
    List<Sum> sums(Instant from, int hours) {
        var statement = received(SUMS, from, from.plus(Duration.ofHours(hours)), List.of(from.getEpochSecond()));
        return rows(statement).stream().map(row -> Sum.of(row, from)).toList();
    }

    /** How many were received in this time. */
    long count(Instant from, Instant to) {
        return ((Number) rows(received(COUNT, from, to, List.of())).get(0)).longValue();
    }

    /**
     * A query about what was received in this time.
     *
     * @param first values that come before those of the time
     */
    private static Search.Condition received(String query, Instant from, Instant to, List<Object> first) {
        var since = Search.receivedFrom(from);
        var until = Search.receivedBefore(to);
        var values = Stream.of(first, since.values(), until.values())
                .flatMap(List::stream)
                .toList();
        return new Search.Condition(query.replace(RECEIVED, since.text() + " and " + until.text()), values);
    }

    /** When Kartra sent this action last, of what came before that; empty if it did not. */
    Optional<Instant> lastOfAction(String action, Instant before) {
        return last("action", action, NOT_TRIED, before);
    }

    /** When the last delivery came with this key, of what came before that; empty if none did. */
    Optional<Instant> lastOfKey(String name, Instant before) {
        return last("key_name", name, "", before);
    }

    private Optional<Instant> last(String column, String name, String others, Instant before) {
        if (!OutboundKeys.isName(name)) {
            return Optional.empty(); // nobody made it here, and it is no documented action
        }
        var query = LAST.replace("{column}", column).replace("{name}", name).replace("{others}", others);
        return rows(new Search.Condition(query, Ids.before(before))).stream()
                .map(Columns::instant)
                .findFirst();
    }

    /** Names of all keys that are stored, also of those that were ended. */
    List<String> keyNames() {
        return Columns.texts(rows(new Search.Condition("select k.name from access_key k")));
    }

    List<?> rows(Search.Condition statement) {
        var query = entityManager.createNativeQuery(statement.text()).setHint(TIMEOUT, TIMEOUT_MILLIS);
        for (int i = 0; i < statement.values().size(); i++) {
            query.setParameter(i + 1, statement.values().get(i));
        }
        return query.getResultList();
    }
}
