package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Ids;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.function.Supplier;

/** The operations outside the server, put together by hand on a connection of their own. */
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject them
final class Standalone implements AutoCloseable {

    private static final Operator TERMINAL = new Operator() {
        @Override
        public String name() {
            return "terminal";
        }
    };

    final EntityManager entityManager;
    final Transactions transactions = new LocalTransactions();
    final Observers observers = new Observers();
    final Replay replay = new Replay();
    final Rebuild rebuild = new Rebuild();
    final Discard discard = new Discard();
    final Erasure erasure = new Erasure();
    final LeadExport export = new LeadExport();
    final Retention retention = new Retention();
    final ErasureSearch search = new ErasureSearch();

    private final EntityManagerFactory factory;

    Standalone(DatabaseLogin database, Clock clock) {
        factory = database.entityManagers();
        entityManager = factory.createEntityManager();
        observers.entityManager = entityManager;
        var kinship = new Kinship();
        kinship.entityManager = entityManager;
        var audit = new Audit();
        audit.entityManager = entityManager;
        audit.operator = new Terminal();
        audit.ids = new Ids();
        audit.transactions = transactions;
        audit.clock = clock;
        var lanes = new LaneLocks();
        lanes.entityManager = entityManager;
        lanes.transactions = transactions;
        lanes.kinship = kinship;
        var passage = new Passage();
        passage.entityManager = entityManager;
        passage.lanes = lanes;
        replay.entityManager = entityManager;
        replay.audit = audit;
        replay.observers = observers;
        replay.passage = passage;
        replay.clock = clock;
        rebuild.entityManager = entityManager;
        rebuild.audit = audit;
        rebuild.kinship = kinship;
        rebuild.transactions = transactions;
        rebuild.lanes = lanes;
        rebuild.clock = clock;
        discard.entityManager = entityManager;
        discard.audit = audit;
        discard.transactions = transactions;
        discard.lanes = lanes;
        discard.rebuild = rebuild;
        discard.replay = replay;
        care(lanes, clock);
    }

    private void care(LaneLocks lanes, Clock clock) {
        var audit = new Audit();
        audit.entityManager = entityManager;
        audit.operator = TERMINAL;
        audit.ids = new Ids();
        audit.clock = clock;
        var naming = new Naming();
        naming.entityManager = entityManager;
        var hashes = new Hashes();
        hashes.entityManager = entityManager;
        hashes.transactions = transactions;
        retention.entityManager = entityManager;
        retention.transactions = transactions;
        retention.audit = audit;
        retention.clock = clock;
        export.entityManager = entityManager;
        export.transactions = transactions;
        export.naming = naming;
        export.audit = audit;
        export.clock = clock;
        erasure.entityManager = entityManager;
        erasure.transactions = transactions;
        erasure.lanes = lanes;
        erasure.rebuild = rebuild;
        erasure.naming = naming;
        erasure.hashes = hashes;
        erasure.audit = audit;
        erasure.ids = audit.ids;
        erasure.clock = clock;
        search.entityManager = entityManager;
        search.transactions = transactions;
        search.lanes = lanes;
        search.erasure = erasure;
        search.hashes = hashes;
        search.audit = audit;
        search.clock = clock;
    }

    /** Whoever may start a process of the server's user here. */
    private static final class Terminal extends Operator {

        @Override
        public String name() {
            return "terminal";
        }
    }

    private final class LocalTransactions extends Transactions {

        @Override
        public <T> T run(Supplier<T> work) {
            var transaction = entityManager.getTransaction();
            transaction.begin();
            try {
                var result = work.get();
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
                entityManager.clear();
            }
        }
    }

    @Override
    public void close() {
        entityManager.close();
        factory.close();
    }
}
