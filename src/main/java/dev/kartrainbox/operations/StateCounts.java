package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.State;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** How many deliveries are in which state, for whoever watches; counted and told as {@link Arrivals} are. */
@ApplicationScoped
public class StateCounts {

    @Inject
    Deliveries deliveries;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threads;

    private SharedLook<Map<State, Long>> look;

    @PostConstruct
    void prepare() {
        look = new SharedLook<>("how many deliveries are in which state", deliveries::counts, clock, threads);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        look.stop();
    }

    /** The numbers as they were counted last, of every state; empty where that has not happened yet, or failed. */
    public Optional<Seen<Map<State, Long>>> latest() {
        return look.latest();
    }
}
