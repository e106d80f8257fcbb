package dev.kartrainbox.bench;

import dev.kartrainbox.Database;
import dev.kartrainbox.Sender;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** How long it takes from the POST until somebody who asks the database sees the delivery PROCESSED. */
final class Probe {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();
    private static final long POLL = Duration.ofMillis(1).toNanos();
    private static final String STATE = "select state from delivery where id = ?";

    private final Sender kartra;
    private final Database database;

    Probe(Sender kartra, Database database) {
        this.kartra = kartra;
        this.database = database;
    }

    /** One after the other, for so long; in ascending order. */
    List<Duration> measure(Duration time) {
        var took = new ArrayList<Duration>();
        long end = System.nanoTime() + time.toNanos();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var state = connection.prepareStatement(STATE)) {
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                var answer = kartra.sends(Sender.tagAssigned(begin, begin, "probe"));
                awaitProcessed(UUID.fromString(Sender.idIn(answer)), state);
                took.add(Duration.ofNanos(System.nanoTime() - begin));
                LockSupport.parkNanos(INTERVAL);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Collections.sort(took);
        return took;
    }

    private static void awaitProcessed(UUID delivery, PreparedStatement state) throws SQLException {
        state.setObject(1, delivery);
        while (true) {
            try (var row = state.executeQuery()) {
                if (row.next() && row.getString(1).equals("PROCESSED")) {
                    return;
                }
            }
            LockSupport.parkNanos(POLL);
        }
    }

    /** Of ascending ones, that which so many percent do not exceed. */
    static Duration percentile(List<Duration> ascending, double percent) {
        int place = (int) Math.ceil(ascending.size() * percent / 100) - 1;
        return ascending.get(Math.max(0, place));
    }
}
