package dev.kartrainbox.dispatch;

import dev.kartrainbox.dispatch.Work.Owed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a worker has not come back from a transaction in time.
 *
 * @param worker the name of its thread
 * @param work what it had in hand; null where it had not found anything yet
 * @param told the delivery that observers were being told of; null where that was not so, or an observer was told by hand
 * @param stack where it is, innermost first
 */
record Hang(String worker, @Nullable Work work, @Nullable Opened told, List<StackTraceElement> stack) {

    private static final List<String> DATABASE = List.of("org.postgresql.", "org.h2.");

    /** What is to blame, if that is known: the delivery that was being told, or the only thing in hand. */
    Optional<String> culprit() {
        if (told != null) {
            return Optional.of(told.claim().mark());
        }
        return Optional.ofNullable(work)
                .map(Work::marks)
                .filter(marks -> marks.size() == 1)
                .map(marks -> marks.get(0));
    }

    /** The delivery that is to blame, if that is known. */
    Optional<UUID> delivery() {
        return work instanceof Owed owed
                ? Optional.of(owed.deliveryId())
                : culprit().map(UUID::fromString);
    }

    /** Which observer it is in, by name; where it is in none, that which was to be told by hand. */
    Optional<String> observer(ObserverCatalog observers) {
        var running = observers.runningIn(stack, told == null ? null : told.event());
        if (work instanceof Owed owed && (running.isPresent() || !waitsForDatabase())) {
            return Optional.of(owed.observer());
        }
        return running;
    }

    /** Whether it waits for the database to answer. */
    boolean waitsForDatabase() {
        return stack.stream()
                .takeWhile(ErrorNote::isInfrastructure)
                .anyMatch(frame -> DATABASE.stream().anyMatch(frame.getClassName()::startsWith));
    }

    /** Where in the observer's code or ours it is, innermost first. */
    String where() {
        return ErrorNote.frames(stack);
    }
}
