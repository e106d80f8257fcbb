package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kartrainbox.inbox.InMemoryDatabase;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final EntityManager entityManager = database.entityManager();
    private final Audit audit = AuditOf.somebody("mira", entityManager, Clock.fixed(NOON, ZoneOffset.UTC));

    AuditTest() {
        audit.transactions = new Transactions() {
            @Override
            public <T> T run(Supplier<T> work) {
                return InMemoryDatabase.inTransaction(entityManager, work::get);
            }
        };
    }

    @AfterEach
    void close() {
        entityManager.close();
        database.close();
    }

    @Test
    void notesTheBeginningAndTheEndOfWhatTakesManyTransactions() {
        audit.around("replay", "state PARKED", () -> {
            assertThat(outcomes()).containsExactly("begun");
            return "3 queued";
        });

        assertThat(outcomes()).containsExactly("begun", "3 queued");
        assertThat(audit.entries(AFTER_ALL, 1)).singleElement().satisfies(newest -> {
            assertThat(newest.operator()).isEqualTo("mira");
            assertThat(newest.operation()).isEqualTo("replay");
            assertThat(newest.subject()).isEqualTo("state PARKED");
            assertThat(newest.outcome()).isEqualTo("3 queued");
            assertThat(newest.at()).isEqualTo(NOON);
        });
    }

    @Test
    void notesThatItBrokeOffAndNothingOfTheMessage() {
        assertThatIllegalStateException()
                .isThrownBy(() -> audit.around("replay", "all", () -> {
                    throw new IllegalStateException("mira@example.org");
                }));

        assertThat(outcomes()).containsExactly("begun", "broke off: java.lang.IllegalStateException");
    }

    @Test
    void knowsWhatCameBefore() {
        for (int i = 0; i < 3; i++) {
            int number = i;
            audit.around("replay", "all", () -> number);
        }
        var newest = audit.entries(AFTER_ALL, 2);

        assertThat(audit.entries(newest.get(1).id(), 2))
                .extracting(AuditEntry::outcome)
                .containsExactly("1", "begun");
    }

    @Test
    void isToldOfALeadWithoutTheAddress() {
        assertThat(new Selection(null, "buy_product", null, null, null, "mira@example.org"))
                .hasToString("action buy_product, lead named by an e-mail address");
        assertThat(new Selection(null, null, null, NOON, null, "7")).hasToString("from 2026-04-20T12:00:00Z, lead 7");
        assertThat(new Search(null, null, null, null, null, null, "mira@example.org", 5L, null))
                .hasToString("lead named by an e-mail address, transaction 5");
        assertThat(new Search(null, null, null, null, null, null, null, null, null))
                .hasToString("all deliveries");
    }

    private List<String> outcomes() {
        return database.rows("select outcome from audit order by id");
    }
}
