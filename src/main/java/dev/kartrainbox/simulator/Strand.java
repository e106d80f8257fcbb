package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What begins and may end: a tag that is held, a list that is subscribed to, a purchase that may be refunded. */
final class Strand {

    private static final int TRIES = 5;

    private final Action beginning;
    private final Supplier<Held> draw;
    private final List<Held> open = new ArrayList<>();
    private final Set<Held> same = new HashSet<>();

    /** Somebody has something. */
    record Held(Person person, Thing thing) {}

    /**
     * A strand with nothing begun.
     *
     * @param beginning the action that begins it
     * @param draw who gets what
     */
    Strand(Action beginning, Supplier<Held> draw) {
        this.beginning = beginning;
        this.draw = draw;
    }

    Action beginning() {
        return beginning;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Somebody gets something, if possible what they do not have yet. */
    Held begin() {
        var held = draw.get();
        for (int i = 1; i < TRIES && same.contains(held); i++) {
            held = draw.get();
        }
        hold(held);
        return held;
    }

    void hold(Held held) {
        if (same.add(held)) {
            open.add(held);
        }
    }

    /** Somebody loses what they have. Where nobody has anything, it began before the story did. */
    Held end(Chance chance) {
        if (open.isEmpty()) {
            return draw.get();
        }
        int last = open.size() - 1;
        var ended = open.set(chance.below(open.size()), open.get(last));
        open.remove(last);
        same.remove(ended);
        return ended;
    }
}
