package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwedTasksTest {

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final OwedTasks tasks = new OwedTasks();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areCountedByObserverAndState() throws Exception {
        tasks.dataSource = database.dataSource();
        owes("A.on", "OPEN", 2);
        owes("A.on", "PARKED", 1);
        owes("B.on", "OPEN", 3);

        assertThat(tasks.look())
                .containsExactly(
                        new OwedTasks.Count("A.on", "open", 2),
                        new OwedTasks.Count("A.on", "parked", 1),
                        new OwedTasks.Count("B.on", "open", 3));
    }

    @Test
    void snapshotsOfOtherDatabasesDoNotMatter() throws Exception {
        var snapshot = new OldestSnapshot();
        snapshot.dataSource = database.dataSource();

        assertThat(snapshot.look()).isEmpty();
    }

    private void owes(String observer, String state, int tasks) {
        database.execute("""
                insert into observer_task
                    (delivery_id, observer, lane, lead_key, priority, attempts, due_at, state, replayed, released)
                select random_uuid(), '%s', 1, 'i:7', 1, 1, current_timestamp, '%s', false, false
                from system_range(1, %d)""".formatted(observer, state, tasks));
    }
}
