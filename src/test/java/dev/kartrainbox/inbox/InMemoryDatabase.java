package dev.kartrainbox.inbox;

import dev.kartrainbox.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database of a test's own, with the schema of this release; gone when it is closed. */
public final class InMemoryDatabase implements AutoCloseable {

    private static final String USER = "sa";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private EntityManagerFactory entities;

    private InMemoryDatabase() {}

    static InMemoryDatabase empty() {
        return new InMemoryDatabase();
    }

    public static InMemoryDatabase migrated() {
        var database = empty();
        Migrated.SCRIPT.forEach(database::execute);
        return database;
    }

    /** What the migrations made, written down once: running them anew takes half a second. */
    private static final class Migrated {

        private static final List<String> SCRIPT = script();

        private static List<String> script() {
            try (var database = empty()) {
                Schema.migrate(database.dataSource());
                var statements = new ArrayList<>(database.rows("script"));
                // views last: H2 lists them before tables that were altered
                statements.sort(Comparator.comparing(statement -> statement.startsWith("CREATE FORCE VIEW")));
                return statements;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The same, until it has given so many connections; then nobody gets one. */
    DataSource awayAfter(int connections) {
        var left = new AtomicInteger(connections);
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (left.getAndDecrement() > 0) {
                        return dataSource().getConnection();
                    }
                    throw new SQLException("away", "08001");
                });
    }

    public DataSource dataSource() {
        var dataSource = new JdbcDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(USER);
        return dataSource;
    }

    public String url() {
        return url;
    }

    /** All rows, columns joined by a bar, null as a dash. */
    public List<String> rows(String query) {
        return new Database(url, USER, "").rows(query);
    }

    public void execute(String statement) {
        new Database(url, USER, "").executes(statement);
    }

    /** The application's persistence unit, with transactions that the test begins and ends. */
    public EntityManager entityManager() {
        if (entities == null) {
            entities = MigratedDatabase.entities(url, USER, "");
        }
        return entities.createEntityManager();
    }

    /** The work as one transaction, as the container would do it. */
    public static <T> T inTransaction(EntityManager entityManager, Callable<T> work) {
        var transaction = entityManager.getTransaction();
        transaction.begin();
        try {
            var result = work.call();
            transaction.commit();
            return result;
        } catch (RuntimeException | Error e) {
            rollBack(entityManager);
            throw e;
        } catch (Exception e) {
            rollBack(entityManager);
            throw new AssertionError(e);
        }
    }

    private static void rollBack(EntityManager entityManager) {
        if (entityManager.getTransaction().isActive()) {
            entityManager.getTransaction().rollback();
        }
    }

    /** Keeps a body as the inbox does. */
    public Delivery keeps(UUID id, Instant receivedAt, Contents contents, byte[] body) {
        var origin = new Origin("key-1", "203.0.113.24", "application/json", null, "");
        return keeps(new Delivery(id, receivedAt, origin, Fingerprint.of(body), contents), body);
    }

    /** Keeps a delivery with its body as the inbox does. */
    public Delivery keeps(Delivery delivery, byte[] body) {
        try {
            keeping().insert(List.of(new Keep(delivery, body)));
            return delivery;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public Keeping keeping() {
        var keeping = new Keeping();
        keeping.dataSource = dataSource();
        keeping.turn = new WritingTurn();
        return keeping;
    }

    /** Empties all tables but the lanes. */
    public void forget() {
        execute("set referential_integrity false");
        rows(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                .stream()
                .filter(table -> !table.equals("LANE") && !table.startsWith("flyway"))
                .forEach(table -> execute("truncate table " + table));
        execute("set referential_integrity true");
    }

    @Override
    public void close() {
        if (entities != null) {
            entities.close();
        }
        execute("shutdown");
    }
}
