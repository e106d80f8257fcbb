package dev.kartrainbox.dispatch;

import static dev.kartrainbox.inbox.InMemoryDatabase.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ProductRefunded;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverTableTest {

    @Test
    void tellsWhichActionsAnObserverIsToldOf() {
        assertThat(Subscription.of("a", ProductRefunded.class, false))
                .extracting(Subscription::action)
                .containsExactly("refund_product", "partial_refund_product");
        assertThat(Subscription.of("a", CommerceEvent.class, false))
                .extracting(Subscription::action)
                .containsExactly("buy_product", "refund_product", "partial_refund_product", "cancel_subscription");
        assertThat(Subscription.of("a", UnrecognizedEvent.class, false))
                .extracting(Subscription::action)
                .containsExactly("(other)");
        assertThat(Subscription.of("a", KartraEvent.class, false)).hasSize(26);
    }

    @Test
    void holdsWhatTheLastStartFound() {
        try (var database = InMemoryDatabase.migrated();
                var entityManager = database.entityManager()) {
            var table = new ObserverTable();
            table.entityManager = entityManager;
            inTransaction(entityManager, () -> replace(table, new Subscription("Old.on", "assign_tag", false)));

            inTransaction(
                    entityManager,
                    () -> replace(
                            table,
                            new Subscription("New.on", "assign_tag", true),
                            new Subscription("New.on", "(other)", false)));

            assertThat(database.rows("select name, action, rebuilt from observer order by action"))
                    .containsExactly("New.on|(other)|FALSE", "New.on|assign_tag|TRUE");
        }
    }

    private static boolean replace(ObserverTable table, Subscription... subscriptions) {
        table.replace(List.of(subscriptions));
        return true;
    }
}
