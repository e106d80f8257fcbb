package dev.kartrainbox.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is given, all of a batch or nothing, unless a test says otherwise. */
final class FakeKeeping extends Keeping {

    /** What happens in the transaction. */
    interface Transaction {
        void insert(List<Keep> batch) throws SQLException;
    }

    private final List<List<Delivery>> committed = Collections.synchronizedList(new ArrayList<>());
    private final Transaction transaction;

    FakeKeeping() {
        this(batch -> {});
    }

    FakeKeeping(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void insert(List<Keep> batch) throws SQLException {
        transaction.insert(batch);
        committed.add(batch.stream().map(Keep::delivery).toList());
    }

    /** The deliveries of each transaction. */
    List<List<Delivery>> committed() {
        return List.copyOf(committed);
    }

    List<Delivery> kept() {
        return committed().stream().flatMap(List::stream).toList();
    }
}
