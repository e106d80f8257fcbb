package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ObserverName;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Observers of every kind that CDI has, as a user of the application would write them; each notes that it was told. */
@ApplicationScoped
public class Bystanders {

    /** The table that the test has to make. */
    public static final String TABLE = "create table bystander (delivery_id uuid not null, kind varchar not null)";

    /** Only of leads from this one on: two more transactions for each delivery would be felt in every other test. */
    public static final long FIRST_LEAD = 9_000_000;

    @Inject
    Notes notes;

    @ObserverName("bystanders-before")
    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) KartraEvent event) {
        notes.join(event, "before");
    }

    void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) KartraEvent event) {
        notes.begin(event, "success");
    }

    void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) KartraEvent event) {
        notes.begin(event, "failure");
    }

    void async(@ObservesAsync KartraEvent event) {
        notes.begin(event, "async");
    }

    /** Writes rows. */
    @ApplicationScoped
    public static class Notes {

        @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
        DataSource dataSource;

        /** In the transaction of the delivery. */
        @Transactional
        public void join(KartraEvent event, String kind) {
            write(event, kind);
        }

        /** In one of its own, because that of the delivery is over. */
        @Transactional(Transactional.TxType.REQUIRES_NEW)
        public void begin(KartraEvent event, String kind) {
            write(event, kind);
        }

        private void write(KartraEvent event, String kind) {
            if (event.lead().id().filter(id -> id >= FIRST_LEAD).isEmpty()) {
                return;
            }
            try (var connection = dataSource.getConnection();
                    var insert = connection.prepareStatement("insert into bystander values (?, ?)")) {
                insert.setObject(1, event.envelope().deliveryId());
                insert.setString(2, kind);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
