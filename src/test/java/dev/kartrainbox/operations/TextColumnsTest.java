package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.mirror.LeadTables;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TextColumnsTest {

    /** Hold nothing that was received; or are seen to in their own way: drift, bodies, what waits. */
    private static final Set<String> OTHERS = Set.of(
            "access_key",
            "account",
            "audit",
            "commerce_fact",
            "delivery_body",
            "drift",
            "erased_name",
            "erasure",
            "erasure_secret",
            "lane",
            "observer",
            "queue",
            "retention",
            "token");

    @Test
    void everyTableHasItsPlace() {
        try (var database = InMemoryDatabase.migrated()) {
            var tables = new TreeSet<String>();
            database
                    .rows(
                            "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                    .stream()
                    .map(table -> table.toLowerCase(Locale.ROOT))
                    .filter(table -> !table.startsWith("flyway"))
                    .forEach(tables::add);

            var placed = new TreeSet<>(TextColumns.SEARCHED);
            placed.addAll(OTHERS);
            assertThat(tables).isEqualTo(placed);
        }
    }

    @Test
    void everyTableWithRowsOfLeadsIsExported() {
        try (var database = InMemoryDatabase.migrated()) {
            var tables = new TreeSet<String>();
            database.rows(
                            "select c.table_name from information_schema.columns c join information_schema.tables t on t.table_name = c.table_name where c.column_name = 'LEAD_KEY' and t.table_type = 'BASE TABLE'")
                    .forEach(table -> tables.add(table.toLowerCase(Locale.ROOT)));
            tables.removeAll(Set.of("delivery", "observer_task", "queue"));
            tables.add("survey_answer"); // by its response

            assertThat(LeadTables.WITH_ROWS_OF.keySet()).isEqualTo(tables);
        }
    }
}
