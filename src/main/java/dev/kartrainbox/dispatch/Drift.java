package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums up what was unexpected, so that an owner sees when Kartra changes something. The sums are gathered in memory and written
 * every few seconds: every delivery may have the same to report, and rows that all of them update would make them wait for each
 * other. A crash loses the last seconds of a sum; what each delivery had to report is stored with it all the same.
 */
@ApplicationScoped
public class Drift {

    private static final Logger LOG = System.getLogger(Drift.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Anybody who knows the URL can make up keys: this many are told apart until they are written. */
    static final int MAX_GATHERED = 5000;

    @Inject
    DriftWriter writer;

    @Inject
    Clock clock;

    private final Map<DriftLine, DriftSum> gathered = new HashMap<>();
    private Instant writtenAt = Instant.EPOCH;

    /** Adds what the event had to report; at its first attempt only, so that it counts once. */
    void add(KartraEvent event) {
        if (event.unexpected().isEmpty()
                || event.envelope().attempt() > 1
                || event.envelope().replayed()) {
            return;
        }
        synchronized (gathered) {
            event.unexpected().forEach(unexpected -> add(DriftLine.of(event.action(), unexpected), DriftSum.of(event)));
        }
    }

    private void add(DriftLine line, DriftSum sum) {
        var room = gathered.size() < MAX_GATHERED || gathered.containsKey(line);
        gathered.merge(room ? line : line.amongOthers(), sum, DriftSum::plus);
    }

    /** Writes the sums if that was not done for some seconds; to be called from time to time. */
    void writeIfDue() {
        Map<DriftLine, DriftSum> due;
        synchronized (gathered) {
            if (gathered.isEmpty() || clock.instant().isBefore(writtenAt.plus(PAUSE))) {
                return;
            }
            writtenAt = clock.instant();
            due = new HashMap<>(gathered);
            gathered.clear();
        }
        write(due);
    }

    /** Writes what is left. */
    void writeNow() {
        synchronized (gathered) {
            writtenAt = Instant.EPOCH;
        }
        writeIfDue();
    }

    private void write(Map<DriftLine, DriftSum> due) {
        try {
            writer.write(due);
        } catch (RuntimeException e) { // another node may have written the same line first, or the database is away
            LOG.log(Level.INFO, "The drift report is written later: {0}", SqlStates.describe(e));
            synchronized (gathered) {
                due.forEach(this::add);
            }
        }
    }
}
