package dev.kartrainbox.kartra;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one table from Kartra's word to the event it becomes and to where its details sit. */
public enum Action {
    ASSIGN_TAG("assign_tag", "tag", Tag.class, TagAssigned::new),
    LIST_SUBSCRIPTION("list_subscription", "list", MailingList.class, ListSubscribed::new),
    LIST_UNSUBSCRIPTION("list_unsubscription", "list", MailingList.class, ListUnsubscribed::new),
    UNASSIGN_TAG("unassign_tag", "tag", Tag.class, TagUnassigned::new);

    private static final Map<String, Action> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Action::word, Function.identity()));

    private final String word;
    private final String wrapper;
    private final Class<?> details;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor of a record
    private final BiFunction<Notification, Object, KartraEvent> event;

    <D> Action(String word, String wrapper, Class<D> details, BiFunction<Notification, D, KartraEvent> event) {
        this.word = word;
        this.wrapper = wrapper;
        this.details = details;
        this.event = (notification, bound) -> event.apply(notification, details.cast(bound));
    }

    /** The action that Kartra calls so; empty for one that this release has no type for. */
    public static Optional<Action> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Kartra's word. */
    public String word() {
        return word;
    }

    /** The key inside {@code action_details} under which the details sit. */
    public String wrapper() {
        return wrapper;
    }

    /** What the details are bound to. */
    public Class<?> details() {
        return details;
    }

    /** The event for details bound to {@link #details()}. */
    public KartraEvent event(Notification notification, Object boundDetails) {
        return event.apply(notification, boundDetails);
    }
}
