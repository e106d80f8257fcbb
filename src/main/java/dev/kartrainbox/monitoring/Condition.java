package dev.kartrainbox.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this server and its database are, for people: as it was seen a few seconds ago, and absent where it could not be seen then.
 *
 * @param ready whether it should be sent notifications; not where it can keep none, or an operator drains it
 * @param databaseAnswers whether the database could keep something
 * @param journal what this server keeps while the database is away
 * @param waiting what is to be told to observers
 * @param tasks what observers owe deliveries; nothing, too, where that could not be seen
 * @param workers who tell observers
 */
public record Condition(
        boolean ready,
        boolean databaseAnswers,
        Vitals.@Nullable Journal journal,
        Backlog.@Nullable Waiting waiting,
        List<OwedTasks.Count> tasks,
        Workers workers) {

    public Condition {
        tasks = List.copyOf(tasks);
    }

    /**
     * Who tell observers on this server.
     *
     * @param running how many, without those that hang
     * @param configured how many there should be
     * @param hanging how many hang in an observer and were replaced
     */
    public record Workers(int running, int configured, int hanging) {}

    /** How many times an observer owes a delivery something that is tried again. */
    public long openTasks() {
        return tasks.stream()
                .filter(count -> count.state().equals(OwedTasks.OPEN))
                .mapToLong(OwedTasks.Count::tasks)
                .sum();
    }
}
