package dev.kartrainbox.kartra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

    private static final Notification NOTIFICATION =
            Notification.of(new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false), "any", new Lead("i:1", 1L, null));

    /** Kartra's words as its pages have them, and what becomes of each. */
    @ParameterizedTest
    @CsvSource({
        "affiliate_signup, AffiliateSignedUp, product, SAME_BODY_SHORTLY_AFTER",
        "assign_tag, TagAssigned, tag, SAME_BODY_SHORTLY_AFTER",
        "buy_product, ProductPurchased, transaction_details, SAME_TRANSACTION",
        "calendar_cancel, CalendarCanceled, calendar, SAME_BODY_SHORTLY_AFTER",
        "calendar_complete, CalendarCompleted, calendar, SAME_BODY_SHORTLY_AFTER",
        "calendar_subscribe, CalendarSubscribed, calendar, SAME_BODY_SHORTLY_AFTER",
        "cancel_subscription, SubscriptionCanceled, transaction_details, SAME_TRANSACTION_AND_DETAILS",
        "click_page_split_test_link, SplitTestLinkClicked, page_split_test_link, NEVER",
        "filled_form, FormFilled, tag, SAME_BODY_SHORTLY_AFTER",
        "jv_signup, JvSignedUp, product, SAME_BODY_SHORTLY_AFTER",
        "kartra_page_visit, PageVisited, kartra_page, NEVER",
        "list_subscription, ListSubscribed, list, SAME_BODY_SHORTLY_AFTER",
        "list_unsubscription, ListUnsubscribed, list, SAME_BODY_SHORTLY_AFTER",
        "membership_granted, MembershipGranted, membership, SAME_BODY_SHORTLY_AFTER",
        "membership_revoked, MembershipRevoked, membership, SAME_BODY_SHORTLY_AFTER",
        "partial_refund_product, ProductRefunded, transaction_details, SAME_TRANSACTION_AND_DETAILS",
        "reaches_score, ScoreReached, , SAME_BODY_SHORTLY_AFTER",
        "refund_product, ProductRefunded, transaction_details, SAME_TRANSACTION",
        "sequence_completion, SequenceCompleted, sequence, SAME_BODY_SHORTLY_AFTER",
        "sequence_subscription, SequenceSubscribed, sequence, SAME_BODY_SHORTLY_AFTER",
        "sequence_unsubscription, SequenceUnsubscribed, sequence, SAME_BODY_SHORTLY_AFTER",
        "survey_complete, SurveyCompleted, survey, SAME_BODY_SHORTLY_AFTER",
        "unassign_tag, TagUnassigned, tag, SAME_BODY_SHORTLY_AFTER",
        "video_complete, VideoCompleted, video, NEVER",
        "video_play, VideoPlayed, video, NEVER"
    })
    void isFoundByKartrasWord(String word, String event, String wrapper, Repetition repetition) {
        var action = Action.of(word).orElseThrow();

        assertThat(action.word()).isEqualTo(word);
        assertThat(action.type().getSimpleName()).isEqualTo(event);
        assertThat(action.wrappers().stream().findFirst().orElse(null)).isEqualTo(wrapper);
        assertThat(action.repetition()).isEqualTo(repetition);
    }

    @Test
    void areTheTwentyFiveThatKartraDocuments() {
        assertThat(Action.values()).hasSize(25);
    }

    @Test
    void reachEveryEventThereIs() {
        var reached = Arrays.stream(Action.values()).<Class<?>>map(Action::type).distinct();

        assertThat(reached)
                .containsExactlyInAnyOrderElementsOf(leaves(KartraEvent.class)
                        .filter(type -> type != UnrecognizedEvent.class)
                        .toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ActionTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ASSIGN_TAG", "assign_tag ", "webinar_attended", "subscription_cancelled"})
    void isNotFoundByAnyOtherWord(String word) {
        assertThat(Action.of(word)).isEmpty();
    }

    @Test
    void makesTheEventOfItsDetails() {
        var tag = new Tag(5L, "Course A");
        var survey = new Survey(77L, "Fit check", List.of());

        assertThat(Action.ASSIGN_TAG.event(NOTIFICATION, tag)).isEqualTo(new TagAssigned(NOTIFICATION, tag));
        assertThat(Action.UNASSIGN_TAG.event(NOTIFICATION, tag)).isEqualTo(new TagUnassigned(NOTIFICATION, tag));
        assertThat(Action.SURVEY_COMPLETE.event(NOTIFICATION, survey))
                .isEqualTo(new SurveyCompleted(NOTIFICATION, survey));
    }

    @Test
    void tellsAWholeRefundFromAPartialOne() {
        var refund = new Transaction(880977L, new Product(4417L, "Course A"), 1L, null);

        assertThat(Action.REFUND_PRODUCT.event(NOTIFICATION, refund))
                .isEqualTo(new ProductRefunded(NOTIFICATION, refund, false));
        assertThat(Action.PARTIAL_REFUND_PRODUCT.event(NOTIFICATION, refund))
                .isEqualTo(new ProductRefunded(NOTIFICATION, refund, true));
    }

    @ParameterizedTest
    @EnumSource
    void refusesDetailsOfAnotherKind(Action action) {
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> action.event(NOTIFICATION, "details"));
    }
}
