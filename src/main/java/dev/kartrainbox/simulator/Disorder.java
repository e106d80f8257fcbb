package dev.kartrainbox.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Lets some requests be overtaken by later ones of the same lead. Being overtaken by other leads would be no disorder: nobody
 * promises an order among those.
 */
final class Disorder implements Iterator<Outgoing> {

    /** At most so many go past. */
    private static final int OVERTAKEN = 3;

    private final Iterator<Outgoing> inOrder;
    private final double percent;
    private final Chance chance;
    private final Map<Long, Outgoing> heldBack = new LinkedHashMap<>();
    private final Map<Long, Integer> stillToPass = new HashMap<>();
    private final Deque<Outgoing> ready = new ArrayDeque<>();

    Disorder(Iterator<Outgoing> inOrder, double percent, Chance chance) {
        this.inOrder = inOrder;
        this.percent = percent;
        this.chance = chance;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !heldBack.isEmpty() || inOrder.hasNext();
    }

    @Override
    public Outgoing next() {
        while (ready.isEmpty() && inOrder.hasNext()) {
            advance(inOrder.next());
        }
        if (ready.isEmpty()) {
            ready.addAll(heldBack.values()); // nothing came that could have gone past
            heldBack.clear();
        }
        return ready.removeFirst();
    }

    private void advance(Outgoing next) {
        if (!heldBack.containsKey(next.lead()) && chance.happens(percent)) {
            heldBack.put(next.lead(), next);
            stillToPass.put(next.lead(), chance.upTo(OVERTAKEN));
            return;
        }
        ready.add(next);
        if (heldBack.containsKey(next.lead()) && stillToPass.merge(next.lead(), -1, Integer::sum) == 0) {
            ready.add(Objects.requireNonNull(heldBack.remove(next.lead())));
        }
    }
}
