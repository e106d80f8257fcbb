package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.inbox.MovableClock;
import dev.kartrainbox.keys.AccessKey;
import dev.kartrainbox.keys.LiveKey;
import dev.kartrainbox.keys.TrialKey;
import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundKeysTest {

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final EntityManager entityManager = database.entityManager();
    private final MovableClock clock = new MovableClock();
    private final OutboundKeys keys = new OutboundKeys();

    OutboundKeysTest() {
        keys.entityManager = entityManager;
        keys.clock = clock;
        keys.audit = AuditOf.somebody("mira", entityManager, clock);
        keys.settings = settings();
    }

    @AfterEach
    void close() {
        entityManager.close();
        database.close();
    }

    @Test
    void areShownOnceAndStoredAsHashes() {
        var made = does(() -> keys.create("main")).orElseThrow();

        var secret = made.url().substring(made.url().lastIndexOf('/') + 1);
        assertThat(made.url()).matches("https://hooks.example.org/kartra-inbox/outbound/[A-Za-z0-9_-]{32}");
        assertThat(database.rows("select lower(rawtohex(sha256)) from access_key"))
                .containsExactly(HexFormat.of().formatHex(LiveKey.hash(secret)));
        assertThat(database.rows("script").toString()).doesNotContain(secret);
        assertThat(does(() -> keys.create("main"))).isEmpty();
    }

    @Test
    void noneHasTheNameOfTheOneForTrials() {
        assertThat(does(() -> keys.create(TrialKey.NAME))).isEmpty();
    }

    @Test
    void liveOnForAWhileWhereTheyAreReplaced() {
        does(() -> keys.create("main"));

        does(() -> keys.rotate("main", "next", Duration.ofHours(24)));

        clock.passes(Duration.ofHours(23));
        assertThat(live()).containsExactly("main", "next");
        clock.passes(Duration.ofHours(1));
        assertThat(live()).containsExactly("next");
        assertThat(does(() -> keys.rotate("main", "third", Duration.ZERO))).isEmpty();
    }

    @Test
    void endAtOnceAndForGood() {
        does(() -> keys.create("main"));

        assertThat(does(() -> keys.disable("main"))).isTrue();

        assertThat(live()).isEmpty();
        assertThat(does(() -> keys.disable("main"))).isFalse();
        assertThat(does(() -> keys.create("main"))).isEmpty();
        assertThat(database.rows("select operator, operation, subject from audit order by id"))
                .containsExactly("mira|create-key|main", "mira|disable-key|main");
    }

    @Test
    void haveNamesThatCanStandInALogAndAnAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> keys.create("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.create(""));
    }

    private List<String> live() {
        return keys.all().stream()
                .filter(key -> key.isLiveAt(clock.instant()))
                .map(AccessKey::name)
                .toList();
    }

    private <T> T does(Callable<T> work) {
        return InMemoryDatabase.inTransaction(entityManager, work);
    }

    private static Settings settings() {
        return new Settings(
                List.of(),
                URI.create("https://hooks.example.org"),
                Proxies.NONE,
                1024,
                Duration.ofSeconds(10),
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Path.of("data"),
                Path.of("data", "journal"),
                0,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }
}
