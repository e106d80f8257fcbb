package dev.kartrainbox.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredKeysTest {

    private static final LiveKey KEY = LiveKey.of("0123456789abcdef");
    private static final LiveKey OTHER = LiveKey.of("another-key-here-1");
    private static final LiveKey THIRD = LiveKey.of("the-third-of-them");

    private InMemoryDatabase database;
    private final StoredKeys keys = new StoredKeys();

    @BeforeEach
    void migrate() {
        database = InMemoryDatabase.migrated();
        keys.entityManager = database.entityManager();
        keys.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takeWhatACopyHeldIntoAnEmptyDatabase() {
        assertThat(names(reconcile(new KeyCopy(List.of(KEY), List.of(OTHER)))))
                .containsExactlyInAnyOrder(KEY.name(), OTHER.name());
    }

    @Test
    void takeOnlyWhatWasMadeMeanwhileIntoADatabaseThatHoldsKeys() {
        reconcile(new KeyCopy(List.of(), List.of(KEY)));

        assertThat(names(reconcile(new KeyCopy(List.of(OTHER), List.of(THIRD, KEY)))))
                .containsExactlyInAnyOrder(KEY.name(), THIRD.name());
        assertThat(database.rows("select count(*) from access_key")).containsExactly("2");
    }

    private List<LiveKey> reconcile(KeyCopy copy) {
        return InMemoryDatabase.inTransaction(
                keys.entityManager, () -> keys.reconcile(copy).live());
    }

    private static List<String> names(List<LiveKey> keys) {
        return keys.stream().map(LiveKey::name).toList();
    }
}
