package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.Exposition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledMetersTest {

    private final MeteredMonitoring monitoring = new MeteredMonitoring();

    @Test
    void tellWhatWasSeenLast() {
        var metrics = scrape();

        assertThat(metrics.value("kartra_inbox_database_up")).hasValue(1);
        assertThat(metrics.value("kartra_inbox_backlog_deliveries")).hasValue(3);
        assertThat(metrics.value("kartra_inbox_backlog_overdue_seconds")).hasValue(7.5);
        assertThat(metrics.value("kartra_inbox_journal_deliveries")).hasValue(12);
        assertThat(metrics.value("kartra_inbox_journal_bytes")).hasValue(3456);
        assertThat(metrics.value("kartra_inbox_workers")).hasValue(3);
        assertThat(metrics.value("kartra_inbox_workers_configured")).hasValue(4);
        assertThat(metrics.value("kartra_inbox_workers_hanging")).hasValue(1);
        assertThat(metrics.value("kartra_inbox_database_oldest_snapshot_seconds"))
                .hasValue(90);
        assertThat(metrics.value("kartra_inbox_tasks", "observer", "Witness.on(KartraEvent)", "state", "parked"))
                .hasValue(2);
    }

    @Test
    void areNotANumberOrNotThereWhereNothingCouldBeSeen() {
        scrape();
        monitoring.databaseAnswers = false;
        monitoring.journal = Optional.empty();
        monitoring.waiting = Optional.empty();
        monitoring.tasks = List.of();
        monitoring.snapshotAge = Optional.empty();

        var metrics = scrape();

        assertThat(metrics.value("kartra_inbox_database_up")).hasValue(0);
        assertThat(metrics.value("kartra_inbox_backlog_deliveries")).hasValue(Double.NaN);
        assertThat(metrics.value("kartra_inbox_backlog_overdue_seconds")).hasValue(Double.NaN);
        assertThat(metrics.value("kartra_inbox_journal_bytes")).hasValue(Double.NaN);
        assertThat(metrics.names())
                .doesNotContain("kartra_inbox_tasks", "kartra_inbox_database_oldest_snapshot_seconds");
    }

    @Test
    void nameTwoHundredObserversAtMostAndAddUpTheOthers() {
        monitoring.tasks = IntStream.range(0, 250)
                .mapToObj(i -> new OwedTasks.Count("observer-" + i, "open", 2))
                .toList();

        var metrics = scrape();

        assertThat(metrics.samples().stream().filter(sample -> sample.name().equals("kartra_inbox_tasks")))
                .hasSize(201);
        assertThat(metrics.value("kartra_inbox_tasks", "observer", "(others)")).hasValue(100);
    }

    private Exposition scrape() {
        return Exposition.of(monitoring.scrape());
    }
}
