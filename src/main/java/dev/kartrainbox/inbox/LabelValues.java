package dev.kartrainbox.inbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names as values of a metric's label: the first so many, and one word for all others. Else there would be series without end. */
public final class LabelValues {

    private static final String OTHERS = "(others)";

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final int most;

    /** For so many names at most. */
    public LabelValues(int most) {
        this.most = most;
    }

    /** The name itself, or what stands for it and all others. */
    public String of(String name) {
        return names.contains(name) || isAdded(name) ? name : OTHERS;
    }

    private synchronized boolean isAdded(String name) {
        return names.contains(name) || (names.size() < most && names.add(name));
    }
}
