package dev.kartrainbox.dispatch;

import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.inbox.FakeEvent;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.UpcomingEvents;
import dev.kartrainbox.settings.Settings;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;

/** The parts that process deliveries on one node, on a database of a test's own; its clock stands still until it is moved. */
final class Node {

    static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    final EntityManager entityManager;
    final Lanes lanes = new Lanes();
    final Telling telling = new Telling();
    final Failures failures = new Failures();
    final Drift drift = new Drift();
    final FakeEvent<UpcomingEvents> upcoming;
    final FakeEvent<KartraEvent> events;

    Node(InMemoryDatabase database, Consumer<KartraEvent> observer) {
        entityManager = database.entityManager();
        events = new FakeEvent<>(observer);
        upcoming = new FakeEvent<>();
        lanes.entityManager = entityManager;
        telling.entityManager = entityManager;
        telling.lanes = lanes;
        telling.binding = Bindings.inZone("America/New_York");
        telling.drift = drift;
        telling.upcoming = upcoming;
        telling.events = events;
        failures.entityManager = entityManager;
        failures.lanes = lanes;
        failures.settings = settings(8);
        at(NOON);
    }

    void at(Instant now) {
        telling.clock = Clock.fixed(now, ZoneOffset.UTC);
        failures.clock = telling.clock;
    }

    static Settings settings(int attempts) {
        return new Settings(
                List.of(),
                URI.create("http://localhost:8080"),
                1 << 20,
                Duration.ofSeconds(10),
                ZoneId.of("America/New_York"),
                4,
                20,
                attempts,
                Duration.ofSeconds(15),
                Path.of("data"),
                Path.of("data", "journal"),
                256L << 20);
    }
}
