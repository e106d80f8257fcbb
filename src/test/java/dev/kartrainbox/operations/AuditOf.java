package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Ids;
import jakarta.persistence.EntityManager;
import java.time.Clock;

/** An audit that notes in the transactions of the test, for whoever. */
public final class AuditOf {

    private AuditOf() {}

    /** Whoever operates is called by this name. */
    public static Audit somebody(String name, EntityManager entityManager, Clock clock) {
        var audit = new Audit();
        audit.entityManager = entityManager;
        audit.ids = new Ids();
        audit.clock = clock;
        audit.operator = new Operator() {
            @Override
            public String name() {
                return name;
            }
        };
        return audit;
    }
}
