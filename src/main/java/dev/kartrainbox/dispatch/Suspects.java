package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.settings.PrivateFiles;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was in hand when the server died, or when a worker did not come back. It is told alone, so that it takes nobody with it
 * and shows who it is; once that went well, or its failure was noted, it is suspected no longer.
 */
@ApplicationScoped
public class Suspects {

    private static final Logger LOG = System.getLogger(Suspects.class.getName());

    /** In hand at this many unclean stops: it is not tried again. */
    private static final int MOST_STOPS = 3;

    private static final int UUID_LENGTH = 36;
    private static final Pattern LINE =
            Pattern.compile("([1-9]\\d{0,3}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(| .{1,500})");

    @Inject
    Settings settings;

    private final Map<String, Suspicion> byMark = new ConcurrentHashMap<>();
    private volatile boolean unwritable;

    /**
     * Why something is told alone.
     *
     * @param stops at how many unclean stops it was in hand
     * @param failure how it failed; it is to be noted as soon as it is in hand again
     */
    private record Suspicion(int stops, @Nullable RuntimeException failure) {

        Suspicion plus(Suspicion other) {
            return new Suspicion(stops + other.stops, other.failure == null ? failure : other.failure);
        }
    }

    /**
     * Counts what an earlier run of this server had in hand when it ended.
     *
     * @param unfinished whether a delivery still waits, or an observer still owes it something
     * @return where it is to be noted from now on
     */
    InHandFile open(Predicate<UUID> unfinished) {
        byMark.clear();
        readCounts();
        try {
            InHandFile.read(inHand()).forEach(mark -> add(mark, new Suspicion(1, null)));
        } catch (IOException e) {
            warn("read", e);
        }
        keepOnly(unfinished);
        if (!byMark.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "The server died with {0} deliveries or tasks in hand: each is told alone now, and parked after {1} times",
                    byMark.size(),
                    MOST_STOPS);
        }
        writeCounts();
        try {
            return InHandFile.open(inHand(), settings.workers());
        } catch (IOException e) {
            warn("written", e);
            return InHandFile.inMemory(settings.workers());
        }
    }

    private void keepOnly(Predicate<UUID> unfinished) {
        try {
            byMark.keySet().removeIf(mark -> !unfinished.test(deliveryId(mark)));
        } catch (RuntimeException e) { // the next start asks again
            LOG.log(Level.WARNING, "Whether it still waits is not known: {0}", SqlStates.describe(e));
        }
    }

    private static UUID deliveryId(String mark) {
        return UUID.fromString(mark.substring(0, UUID_LENGTH));
    }

    /** The first of these if it is suspected; else those before the first that is. */
    List<Claim> apart(List<Claim> due) {
        if (byMark.isEmpty()) {
            return due;
        }
        int trusted = 0;
        while (trusted < due.size() && !byMark.containsKey(due.get(trusted).mark())) {
            trusted++;
        }
        return due.subList(0, Math.min(due.size(), Math.max(1, trusted)));
    }

    /** Nothing else is known than that a worker did not come back while it had these in hand. */
    void suspect(Work work) {
        work.marks().forEach(mark -> add(mark, new Suspicion(0, null)));
    }

    /** This is how it failed; whoever has it in hand next is to note it. */
    void blame(String mark, RuntimeException failure) {
        add(mark, new Suspicion(0, failure));
    }

    /** The database is away: whoever waited for it did not fail by itself. */
    void acquitWhoWaitedForTheDatabase() {
        byMark.replaceAll((mark, suspicion) ->
                suspicion.failure() instanceof ObserverTimedOut timedOut && timedOut.waitedForDatabase()
                        ? new Suspicion(suspicion.stops(), null)
                        : suspicion);
    }

    /** Throws what is to be noted against it, instead of its being told. */
    void check(Work work) {
        if (byMark.isEmpty()) {
            return;
        }
        for (var mark : work.marks()) {
            var suspicion = byMark.get(mark);
            if (suspicion == null) {
                continue;
            }
            if (suspicion.stops() >= MOST_STOPS) {
                throw new HopelessException("in hand when the server died, " + suspicion.stops() + " times");
            }
            if (suspicion.failure() != null) {
                throw suspicion.failure();
            }
        }
    }

    /** It was told, or its failure was noted, and the server lives. */
    void forget(Work work) {
        if (byMark.isEmpty()) {
            return;
        }
        boolean counted = false;
        for (var mark : work.marks()) {
            var suspicion = byMark.remove(mark);
            counted |= suspicion != null && suspicion.stops() > 0;
        }
        if (counted) {
            writeCounts();
        }
    }

    private void add(String mark, Suspicion suspicion) {
        byMark.merge(mark, suspicion, Suspicion::plus);
    }

    private void readCounts() {
        try {
            if (Files.exists(counts())) {
                new String(Files.readAllBytes(counts()), StandardCharsets.UTF_8)
                        .lines()
                        .map(LINE::matcher)
                        .filter(line -> line.matches()) // what a power cut has left of it
                        .forEach(line -> add(
                                line.group(2) + line.group(3), new Suspicion(Integer.parseInt(line.group(1)), null)));
            }
        } catch (IOException e) {
            warn("read", e);
        }
    }

    private synchronized void writeCounts() {
        var text = byMark.entrySet().stream()
                .filter(entry -> entry.getValue().stops() > 0)
                .map(entry -> entry.getValue().stops() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(counts());
            } else {
                PrivateFiles.write(counts(), text);
            }
        } catch (IOException e) {
            warn("written", e);
        }
    }

    private void warn(String what, IOException failure) {
        if (!unwritable) {
            LOG.log(
                    Level.WARNING,
                    "What is in hand when the server dies cannot be {0} in {1}, so it is not counted: {2}",
                    what,
                    settings.directory(),
                    failure.getClass().getName());
        }
        unwritable = true;
    }

    private Path inHand() {
        return settings.directory().resolve("in-hand");
    }

    private Path counts() {
        return settings.directory().resolve("in-hand-at-unclean-stops");
    }
}
