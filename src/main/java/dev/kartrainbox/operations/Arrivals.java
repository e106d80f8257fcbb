package dev.kartrainbox.operations;

import dev.kartrainbox.keys.Keys;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How many deliveries arrived, lately and a week before, for whoever watches: counted at most every 15 seconds, once for all who
 * ask, and not while nobody does. Nobody waits for longer than two seconds, and nothing is thrown, if the database is away: then
 * the figures are old, or absent.
 */
@ApplicationScoped
public class Arrivals {

    @Inject
    ArrivalQueries queries;

    @Inject
    Keys liveKeys;

    @Inject
    ZoneId zone;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threads;

    private SharedLook<ArrivalFigures> look;

    @PostConstruct
    void prepare() {
        var count = new ArrivalCount(queries, zone);
        look = new SharedLook<>("what arrived", () -> count.at(clock.instant(), liveKeys.names()), clock, threads);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        look.stop();
    }

    /** The figures as they were counted last; empty where that has not happened yet, or failed. */
    public Optional<Seen<ArrivalFigures>> latest() {
        return look.latest();
    }
}
