package dev.kartrainbox.inbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The transaction in which deliveries are kept: bodies, deliveries and queue rows of all requests at hand, each as one JDBC
 * batch, because that is what makes it as fast as the database. It has connections of its own, so that no observer can take
 * them away.
 */
@ApplicationScoped
public class Keeping {

    private static final String INSERT_BODY = "insert into delivery_body (id, bytes) values (?, ?)";

    private static final String INSERT_DELIVERY = """
            insert into delivery (id, received_at, surface, key_name, remote_address, content_type, content_encoding, headers,
                length, sha256, action, lead_key, lead_id, lead_email, lane, state, last_error, repaired, late)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_QUEUE =
            "insert into queue (delivery_id, lane, lead_key, due_at, replayed) values (?, ?, ?, ?, false)";

    private static final String OVERTAKEN = """
            select b.id from (values :batch) as b (id, lead_key)
            where exists (select 1 from delivery n where n.lead_key = b.lead_key and n.id > b.id)""";

    private static final String SEARCH_AGAIN = """
            update erasure set done_at = null,
                searched_to = case when searched_to > cast(? as uuid) then cast(? as uuid) else searched_to end
            where erased_at >= ?""";

    /** An id is made a moment before the time of receipt is read. */
    private static final Duration AGREEMENT_OF_CLOCKS = Duration.ofSeconds(5);

    private static final UUID NOBODY = new UUID(0, 0);

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox-keeping")
    DataSource dataSource;

    @Inject
    WritingTurn turn;

    @Inject
    @Nullable
    Screen screen;

    private volatile ErasedNames erased = ErasedNames.NONE;

    /** Learns whose notifications are no longer to be kept; to be called from time to time. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void learnWhoIsErased() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            erased = ErasedNames.read(connection);
        }
    }

    /** Inserts all of them or none. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void insert(List<Keep> batch) throws SQLException {
        var names = erased;
        turn.take();
        try (var connection = dataSource.getConnection()) {
            batch.stream().filter(keep -> names.block(keep.delivery())).forEach(Keep::erase);
            insert(batch, connection);
        }
    }

    /**
     * Inserts those that are not there yet, all of them or none. Of a delivery that is there already an earlier transaction was
     * committed whose answer was lost. Those come late of whose leads the database has newer ones, from another server.
     * Of a lead that was erased meanwhile nothing is kept.
     *
     * @return how many were missing
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public int insertMissing(List<Keep> batch) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var there = idsThere(batch, connection);
            var missing = batch.stream()
                    .filter(keep -> !there.contains(keep.delivery().id()))
                    .toList();
            if (!missing.isEmpty()) {
                turn.take();
                erase(missing, connection);
                markLate(missing, connection);
                insert(missing, connection);
            }
            return missing.size();
        }
    }

    private static Set<UUID> idsThere(List<Keep> batch, Connection connection) throws SQLException {
        var places = String.join(", ", Collections.nCopies(Math.max(1, batch.size()), "?"));
        try (var select = connection.prepareStatement("select id from delivery where id in (" + places + ")")) {
            select.setObject(1, NOBODY); // of an empty batch: asked all the same, to see whether the database answers
            for (int i = 0; i < batch.size(); i++) {
                select.setObject(i + 1, batch.get(i).delivery().id());
            }
            return ids(select);
        }
    }

    private void erase(List<Keep> batch, Connection connection) throws SQLException {
        var names = ErasedNames.read(connection);
        if (names.isEmpty()) {
            return;
        }
        batch.stream()
                .filter(keep -> names.block(keep.delivery()) || names.cover(keep.delivery()))
                .forEach(Keep::erase);
        batch.stream()
                .filter(keep -> names.anySince(keep.delivery().receivedAt()))
                .forEach(keep -> screen(keep, names));
        searchAgain(
                batch.stream()
                        .map(keep -> keep.delivery().receivedAt())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                connection);
    }

    private void screen(Keep keep, ErasedNames names) {
        var delivery = keep.delivery();
        if (screen != null && delivery.state() != State.ERASED) {
            keep.redact(screen.rest(
                    keep.body(),
                    delivery.contentEncoding().orElse(null),
                    name -> names.cover(name, delivery.receivedAt())));
        }
    }

    /** What was received before somebody was erased may name them, though it tells of another lead. */
    private static void searchAgain(Instant oldest, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement(SEARCH_AGAIN)) {
            var from = Ids.before(oldest.minus(AGREEMENT_OF_CLOCKS));
            update.setObject(1, from);
            update.setObject(2, from);
            update.setObject(3, oldest.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    private static void markLate(List<Keep> batch, Connection connection) throws SQLException {
        var places = String.join(", ", Collections.nCopies(batch.size(), "(cast(? as uuid), cast(? as varchar))"));
        try (var select = connection.prepareStatement(OVERTAKEN.replace(":batch", places))) {
            int place = 0;
            for (var keep : batch) {
                select.setObject(++place, keep.delivery().id());
                select.setString(++place, keep.delivery().leadKey());
            }
            var overtaken = ids(select);
            batch.stream()
                    .map(Keep::delivery)
                    .filter(delivery -> overtaken.contains(delivery.id()))
                    .forEach(Delivery::comeLate);
        }
    }

    private static Set<UUID> ids(PreparedStatement select) throws SQLException {
        try (var row = select.executeQuery()) {
            var ids = new HashSet<UUID>();
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    private static void insert(List<Keep> batch, Connection connection) throws SQLException {
        try (var bodies = connection.prepareStatement(INSERT_BODY);
                var deliveries = connection.prepareStatement(INSERT_DELIVERY);
                var queue = connection.prepareStatement(INSERT_QUEUE)) {
            boolean anyBody = false;
            for (var keep : batch) {
                anyBody |= addBody(bodies, keep);
                addDelivery(deliveries, keep.delivery());
            }
            if (anyBody) {
                bodies.executeBatch();
            }
            deliveries.executeBatch();
            if (addWaiting(queue, batch)) {
                queue.executeBatch();
            }
        }
    }

    private static boolean addBody(PreparedStatement insert, Keep keep) throws SQLException {
        if (keep.delivery().state() == State.ERASED) {
            return false;
        }
        insert.setObject(1, keep.delivery().id());
        insert.setBytes(2, keep.body());
        insert.addBatch();
        return true;
    }

    private static void addDelivery(PreparedStatement insert, Delivery delivery) throws SQLException {
        insert.setObject(1, delivery.id());
        insert.setObject(2, delivery.receivedAt().atOffset(ZoneOffset.UTC));
        insert.setString(3, delivery.surface());
        insert.setString(4, delivery.keyName());
        insert.setString(5, delivery.remoteAddress());
        insert.setString(6, delivery.contentType().orElse(null));
        insert.setString(7, delivery.contentEncoding().orElse(null));
        insert.setString(8, delivery.headers());
        insert.setInt(9, delivery.length());
        insert.setBytes(10, delivery.sha256());
        insert.setString(11, delivery.action().orElse(null));
        insert.setString(12, delivery.leadKey());
        insert.setObject(13, delivery.leadId().orElse(null), Types.BIGINT);
        insert.setString(14, delivery.leadEmail().orElse(null));
        insert.setInt(15, delivery.lane());
        insert.setString(16, delivery.state().name());
        insert.setString(17, delivery.lastError().orElse(null));
        insert.setBoolean(18, delivery.isRepaired());
        insert.setBoolean(19, delivery.isLate());
        insert.addBatch();
    }

    private static boolean addWaiting(PreparedStatement insert, List<Keep> batch) throws SQLException {
        boolean any = false;
        for (var keep : batch) {
            var delivery = keep.delivery();
            if (delivery.isWaiting()) {
                insert.setObject(1, delivery.id());
                insert.setInt(2, delivery.lane());
                insert.setString(3, delivery.leadKey());
                insert.setObject(4, delivery.receivedAt().atOffset(ZoneOffset.UTC));
                insert.addBatch();
                any = true;
            }
        }
        return any;
    }
}
