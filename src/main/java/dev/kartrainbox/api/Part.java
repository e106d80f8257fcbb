package dev.kartrainbox.api;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Overview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deliveries of one action in one state. */
public record Part(State state, @Nullable String action, long deliveries, Instant oldest, Instant newest) {

    static List<Part> of(Overview overview) {
        return overview.parts().stream()
                .map(part -> new Part(part.state(), part.action(), part.deliveries(), part.oldest(), part.newest()))
                .toList();
    }
}
