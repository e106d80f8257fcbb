package dev.kartrainbox.operations;

import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.kartra.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what would become of a body if Kartra posted it, and keeps nothing of it. */
@ApplicationScoped
public class Explain {

    private static final UUID NO_DELIVERY = new UUID(0, 0);

    @Inject
    Binding binding;

    @Inject
    Clock clock;

    /**
     * How the body would be read.
     *
     * @param contentEncoding as it would be declared; absent where none would
     */
    public Explanation body(byte[] body, @Nullable String contentEncoding) {
        var problem = FirstLook.at(body, contentEncoding).whyUnreadable();
        if (problem.isPresent()) {
            return Explanation.unreadable(problem.get());
        }
        try {
            var event = binding.bind(new Envelope(NO_DELIVERY, clock.instant(), 1, false), body, contentEncoding);
            return Explanation.of(event, binding.values(event));
        } catch (UnreadableException e) {
            return Explanation.unreadable(e.reason());
        }
    }
}
