package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.ObserverName;
import dev.kartrainbox.kartra.TagAssigned;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Observers that write into a company's own database, each in one of the ways there are, and one that goes wrong. Each is told of
 * the tags that bear its name; those that end in 0 or 5 fail the first two times, after they wrote.
 */
@ApplicationScoped
public class CompanyInvoices {

    public static final String SCHEMA = "same-database";
    public static final String XA = "xa";
    public static final String OWN_TRANSACTION = "own-transaction";
    public static final String TRAP = "two-local-data-sources";

    private static final int FAILURES = 2;

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource ours;

    @Resource(lookup = "java:/jdbc/company-xa")
    DataSource companyXa;

    @Resource(lookup = "java:/jdbc/company")
    DataSource company;

    @Inject
    CompanyLedger ledger;

    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @ObserverName(SCHEMA)
    void inASchema(@Observes TagAssigned event) throws SQLException {
        if (isFor(SCHEMA, event)) {
            insert(ours, "insert into company.invoice (delivery_id, way) values (?, ?)", event, SCHEMA);
            failTwice(event);
        }
    }

    @ObserverName(XA)
    void byXa(@Observes TagAssigned event) throws SQLException {
        if (isFor(XA, event)) {
            insert(companyXa, "insert into invoice (delivery_id, way) values (?, ?)", event, XA);
            failTwice(event);
        }
    }

    @ObserverName(OWN_TRANSACTION)
    void inATransactionOfItsOwn(@Observes TagAssigned event) throws SQLException {
        if (isFor(OWN_TRANSACTION, event)) {
            ledger.enter(event, OWN_TRANSACTION);
            failTwice(event);
        }
    }

    @ObserverName(TRAP)
    void inTwoLocalDataSources(@Observes TagAssigned event) throws SQLException {
        if (isFor(TRAP, event)) {
            insert(company, "insert into invoice (delivery_id, way) values (?, ?)", event, TRAP);
        }
    }

    private static boolean isFor(String way, TagAssigned event) {
        return event.subject().filter(tag -> tag.startsWith(way)).isPresent();
    }

    static void insert(DataSource dataSource, String insert, TagAssigned event, String way) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(insert)) {
            statement.setObject(1, event.envelope().deliveryId());
            statement.setString(2, way);
            statement.executeUpdate();
        }
    }

    private void failTwice(TagAssigned event) {
        var id = event.envelope().deliveryId();
        boolean fails = event.subject().filter(tag -> tag.matches(".*[05]")).isPresent();
        for (int failure = 0; fails && failure < FAILURES; failure++) {
            if (failed.add(id + "/" + failure)) {
                throw new IllegalStateException("for the sake of the test");
            }
        }
    }
}
