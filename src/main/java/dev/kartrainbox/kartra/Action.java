package dev.kartrainbox.kartra;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table from Kartra's word to the event it becomes, to where its details sit, and to when one repeats another: the 25
 * actions of the 24 events that Kartra documents.
 *
 * @see <a href="https://support.kartra.com/en/articles/15369054-activating-the-outbound-api">Kartra's article</a>
 */
public enum Action {
    ASSIGN_TAG(
            "assign_tag",
            List.of("tag"),
            Tag.class,
            TagAssigned.class,
            TagAssigned::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    UNASSIGN_TAG(
            "unassign_tag",
            List.of("tag"),
            Tag.class,
            TagUnassigned.class,
            TagUnassigned::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    LIST_SUBSCRIPTION(
            "list_subscription",
            List.of("list"),
            MailingList.class,
            ListSubscribed.class,
            ListSubscribed::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    LIST_UNSUBSCRIPTION(
            "list_unsubscription",
            List.of("list"),
            MailingList.class,
            ListUnsubscribed.class,
            ListUnsubscribed::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    SEQUENCE_SUBSCRIPTION(
            "sequence_subscription",
            List.of("sequence"),
            Sequence.class,
            SequenceSubscribed.class,
            SequenceSubscribed::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    SEQUENCE_UNSUBSCRIPTION(
            "sequence_unsubscription",
            List.of("sequence"),
            Sequence.class,
            SequenceUnsubscribed.class,
            SequenceUnsubscribed::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    SEQUENCE_COMPLETION(
            "sequence_completion",
            List.of("sequence"),
            Sequence.class,
            SequenceCompleted.class,
            SequenceCompleted::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    MEMBERSHIP_GRANTED(
            "membership_granted",
            List.of("membership"),
            Membership.class,
            MembershipGranted.class,
            MembershipGranted::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    MEMBERSHIP_REVOKED(
            "membership_revoked",
            List.of("membership"),
            Membership.class,
            MembershipRevoked.class,
            MembershipRevoked::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    FILLED_FORM(
            "filled_form",
            List.of("tag", "form"),
            Form.class,
            FormFilled.class,
            FormFilled::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    SURVEY_COMPLETE(
            "survey_complete",
            List.of("survey"),
            Survey.class,
            SurveyCompleted.class,
            SurveyCompleted::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    CALENDAR_SUBSCRIBE(
            "calendar_subscribe",
            List.of("calendar"),
            Calendar.class,
            CalendarSubscribed.class,
            CalendarSubscribed::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    CALENDAR_CANCEL(
            "calendar_cancel",
            List.of("calendar"),
            Calendar.class,
            CalendarCanceled.class,
            CalendarCanceled::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    CALENDAR_COMPLETE(
            "calendar_complete",
            List.of("calendar"),
            Calendar.class,
            CalendarCompleted.class,
            CalendarCompleted::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    VIDEO_PLAY("video_play", List.of("video"), Video.class, VideoPlayed.class, VideoPlayed::new, Repetition.NEVER),
    VIDEO_COMPLETE(
            "video_complete",
            List.of("video"),
            Video.class,
            VideoCompleted.class,
            VideoCompleted::new,
            Repetition.NEVER),
    KARTRA_PAGE_VISIT(
            "kartra_page_visit",
            List.of("kartra_page"),
            KartraPage.class,
            PageVisited.class,
            PageVisited::new,
            Repetition.NEVER),
    CLICK_PAGE_SPLIT_TEST_LINK(
            "click_page_split_test_link",
            List.of("page_split_test_link"),
            SplitTestLink.class,
            SplitTestLinkClicked.class,
            SplitTestLinkClicked::new,
            Repetition.NEVER),
    REACHES_SCORE(
            "reaches_score",
            List.of(),
            Score.class,
            ScoreReached.class,
            ScoreReached::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    AFFILIATE_SIGNUP(
            "affiliate_signup",
            List.of("product"),
            Product.class,
            AffiliateSignedUp.class,
            AffiliateSignedUp::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    JV_SIGNUP(
            "jv_signup",
            List.of("product"),
            Product.class,
            JvSignedUp.class,
            JvSignedUp::new,
            Repetition.SAME_BODY_SHORTLY_AFTER),
    BUY_PRODUCT(
            "buy_product",
            List.of("transaction_details"),
            Transaction.class,
            ProductPurchased.class,
            ProductPurchased::new,
            Repetition.SAME_TRANSACTION),
    REFUND_PRODUCT(
            "refund_product",
            List.of("transaction_details"),
            Transaction.class,
            ProductRefunded.class,
            (notification, refund) -> new ProductRefunded(notification, refund, false),
            Repetition.SAME_TRANSACTION),
    PARTIAL_REFUND_PRODUCT(
            "partial_refund_product",
            List.of("transaction_details"),
            Transaction.class,
            ProductRefunded.class,
            (notification, refund) -> new ProductRefunded(notification, refund, true),
            Repetition.SAME_TRANSACTION_AND_DETAILS),
    CANCEL_SUBSCRIPTION(
            "cancel_subscription",
            List.of("transaction_details"),
            Transaction.class,
            SubscriptionCanceled.class,
            SubscriptionCanceled::new,
            Repetition.SAME_TRANSACTION_AND_DETAILS);

    private static final Map<String, Action> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Action::word, Function.identity()));

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> wrappers;

    private final Class<?> details;
    private final Class<? extends KartraEvent> type;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor of a record
    private final BiFunction<Notification, Object, KartraEvent> event;

    private final Repetition repetition;

    <D, E extends KartraEvent> Action(
            String word,
            List<String> wrappers,
            Class<D> details,
            Class<E> type,
            BiFunction<Notification, D, E> event,
            Repetition repetition) {
        this.word = word;
        this.wrappers = wrappers;
        this.details = details;
        this.type = type;
        this.event = (notification, bound) -> event.apply(notification, details.cast(bound));
        this.repetition = repetition;
    }

    /** The action that Kartra calls so; empty for one that this release has no type for. */
    public static Optional<Action> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Kartra's word. */
    public String word() {
        return word;
    }

    /**
     * The keys inside {@code action_details} under one of which the details sit: the documented one, then others that are
     * thinkable. Empty where they are not wrapped. One wrapper serves several actions, so it never tells the action.
     */
    public List<String> wrappers() {
        return wrappers;
    }

    /** What the details are bound to. */
    public Class<?> details() {
        return details;
    }

    /** The event it becomes. */
    public Class<? extends KartraEvent> type() {
        return type;
    }

    /** When a second delivery repeats an earlier one. */
    public Repetition repetition() {
        return repetition;
    }

    /** The event for details bound to {@link #details()}. */
    public KartraEvent event(Notification notification, Object boundDetails) {
        return event.apply(notification, boundDetails);
    }
}
