package dev.kartrainbox.inbox;

import dev.kartrainbox.Database;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the schema of this release, used without a server. */
public record MigratedDatabase(Database database) {

    /** Brings an empty one to the schema. */
    public static MigratedDatabase of(Database empty) {
        var migrated = new MigratedDatabase(empty);
        try {
            Schema.migrate(migrated.dataSource());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return migrated;
    }

    /** Keeps bodies as the inbox does, all of them in one transaction. */
    public void keeps(List<Delivery> deliveries, List<byte[]> bodies) {
        var batch = new ArrayList<Keep>();
        for (int i = 0; i < bodies.size(); i++) {
            batch.add(new Keep(deliveries.get(i), bodies.get(i)));
        }
        var keeping = new Keeping();
        keeping.dataSource = dataSource();
        keeping.turn = new WritingTurn();
        try {
            keeping.insert(batch);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The application's persistence unit, with transactions that the test begins and ends. */
    public EntityManagerFactory entities() {
        return entities(database.url(), database.user(), database.password());
    }

    static EntityManagerFactory entities(String url, String user, String password) {
        return Persistence.createEntityManagerFactory(
                "kartra-inbox",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.jdbc.url", url,
                        "jakarta.persistence.jdbc.user", user,
                        "jakarta.persistence.jdbc.password", password,
                        "eclipselink.weaving", "false",
                        "eclipselink.session-name", url));
    }

    private DataSource dataSource() {
        if (database.url().startsWith("jdbc:h2:")) {
            var h2 = new JdbcDataSource();
            h2.setUrl(database.url());
            h2.setUser(database.user());
            h2.setPassword(database.password());
            return h2;
        }
        var postgresql = new PGSimpleDataSource();
        postgresql.setUrl(database.url());
        postgresql.setUser(database.user());
        postgresql.setPassword(database.password());
        postgresql.setReWriteBatchedInserts(true);
        return postgresql;
    }
}
