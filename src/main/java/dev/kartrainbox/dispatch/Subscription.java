package dev.kartrainbox.dispatch;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That an observer is told of an action.
 *
 * @param observer its name
 * @param action Kartra's word, or {@link #OTHER}
 * @param rebuilt whether it is told again when the mirror is rebuilt
 */
public record Subscription(String observer, String action, boolean rebuilt) {

    /** Stands for all actions that this release has no type for. */
    public static final String OTHER = "(other)";

    /** Under which an observer is told of a delivery with this action; absent where none was found in it. */
    public static String actionOf(@Nullable String action) {
        return Action.of(action == null ? "" : action).map(Action::word).orElse(OTHER);
    }

    /** What an observer of this type of event is told of. */
    static Stream<Subscription> of(String observer, Class<?> observed, boolean rebuilt) {
        var known = Arrays.stream(Action.values())
                .filter(action -> observed.isAssignableFrom(action.type()))
                .map(Action::word);
        var others = Stream.of(OTHER).filter(other -> observed.isAssignableFrom(UnrecognizedEvent.class));
        return Stream.concat(known, others).map(action -> new Subscription(observer, action, rebuilt));
    }
}
