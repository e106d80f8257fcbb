package dev.kartrainbox.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps what it is given, all of a batch or nothing, unless a test says otherwise. */
final class FakeKeeping extends Keeping {

    /** What happens in the transaction. */
    interface Transaction {
        void insert(List<Keep> batch) throws SQLException;
    }

    private final List<List<Delivery>> committed;
    private final Transaction transaction;
    private volatile int answersToLose;
    private volatile SQLException whyAway;

    FakeKeeping() {
        this(batch -> {});
    }

    FakeKeeping(Transaction transaction) {
        this(new ArrayList<>(), transaction);
    }

    /** With what was committed before. */
    FakeKeeping(List<List<Delivery>> committed, Transaction transaction) {
        this.committed = Collections.synchronizedList(committed);
        this.transaction = transaction;
    }

    @Override
    public void insert(List<Keep> batch) throws SQLException {
        connect();
        transaction.insert(batch);
        committed.add(batch.stream().map(Keep::delivery).toList());
        answer();
    }

    /** From now on there is no connection, for this reason; null where there is one again. */
    void isAway(SQLException why) {
        whyAway = why;
    }

    private void connect() throws SQLException {
        var why = whyAway;
        if (why != null) {
            throw why;
        }
    }

    /** The next transactions are committed, but their answers do not arrive. */
    void losesAnswers(int times) {
        answersToLose = times;
    }

    private void answer() throws SQLException {
        if (answersToLose > 0) {
            answersToLose--;
            throw new SQLException("connection lost", "08006");
        }
    }

    @Override
    public int insertMissing(List<Keep> batch) throws SQLException {
        connect();
        if (!batch.isEmpty()) {
            transaction.insert(batch);
        }
        var there = kept().stream().map(Delivery::id).collect(Collectors.toSet());
        var missing = batch.stream()
                .map(Keep::delivery)
                .filter(delivery -> !there.contains(delivery.id()))
                .toList();
        if (!missing.isEmpty()) {
            committed.add(missing);
            answer();
        }
        return missing.size();
    }

    /** The deliveries of each transaction. */
    List<List<Delivery>> committed() {
        return List.copyOf(committed);
    }

    List<Delivery> kept() {
        return committed().stream().flatMap(List::stream).toList();
    }
}
