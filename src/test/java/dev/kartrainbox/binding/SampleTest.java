package dev.kartrainbox.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.AffiliateSignedUp;
import dev.kartrainbox.kartra.CalendarEvent;
import dev.kartrainbox.kartra.CalendarHost;
import dev.kartrainbox.kartra.ChosenOption;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Membership;
import dev.kartrainbox.kartra.MembershipGranted;
import dev.kartrainbox.kartra.Noun;
import dev.kartrainbox.kartra.ProductRefunded;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.kartra.ScoreReached;
import dev.kartrainbox.kartra.SurveyCompleted;
import dev.kartrainbox.kartra.SurveyQuestion;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples that the web archive ships, and what is read in them. */
class SampleTest {

    private static final Envelope ENVELOPE = new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false);
    private static final Pattern ADDRESS = Pattern.compile("[\\w.]+@([\\w.]+)");
    private static final Pattern NETWORK_ADDRESS = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b");

    private final Binding binding = Bindings.inZone("America/New_York");

    static List<Sample> all() {
        return Sample.all();
    }

    @Test
    void areTwoForEachAction() {
        assertThat(Sample.all()).hasSize(2 * Action.values().length).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void becomeTheEventOfTheirActionWithNothingUnexpected(Sample sample) throws Exception {
        var event = event(sample);

        assertThat(event).isExactlyInstanceOf(sample.action().type());
        assertThat(event.action()).isEqualTo(sample.action().word());
        assertThat(event.unexpected()).isEmpty();
        assertThat(FirstLook.at(sample.body(), null).whyUnreadable()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sayTheSameInBothTypings(Action action) throws Exception {
        var strings = event(new Sample(action, Typing.STRINGS));
        var numbers = event(new Sample(action, Typing.NUMBERS));

        assertThat(strings)
                .usingRecursiveComparison()
                .ignoringFields("notification.raw")
                .isEqualTo(numbers);
        assertThat(strings.raw()).isNotEqualTo(numbers.raw());
    }

    @ParameterizedTest
    @MethodSource("all")
    void nameNobodyWhoExists(Sample sample) {
        var text = new String(sample.body(), StandardCharsets.UTF_8);

        assertThat(ADDRESS.matcher(text).results().map(match -> match.group(1)))
                .isNotEmpty()
                .containsOnly("example.org");
        assertThat(NETWORK_ADDRESS.matcher(text).results().map(match -> match.group()))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("192.0.2.")
                        || address.startsWith("198.51.100.")
                        || address.startsWith("203.0.113."));
    }

    @ParameterizedTest
    @CsvSource({
        "affiliate_signup, 4417, course-a-internal",
        "assign_tag, 502, Course A owner",
        "buy_product, 4417, Course A",
        "calendar_cancel, 61, Coaching",
        "calendar_complete, 61, Coaching",
        "calendar_subscribe, 61, Coaching",
        "cancel_subscription, 4418, Course A monthly",
        "click_page_split_test_link, 6, Headline B",
        "filled_form, 88, Footer opt-in",
        "jv_signup, 4417, course-a-internal",
        "kartra_page_visit, 904, Sales A",
        "list_subscription, 31, News",
        "list_unsubscription, 31, News",
        "membership_granted, 210, Academy",
        "membership_revoked, 210, Academy",
        "partial_refund_product, 4417, Course A",
        "refund_product, 4417, Course A",
        "sequence_completion, 18, Welcome",
        "sequence_subscription, 18, Welcome",
        "sequence_unsubscription, 18, Welcome",
        "survey_complete, 77, Fit check",
        "unassign_tag, 502, Course A owner",
        "video_complete, 55, Intro",
        "video_play, 55, Intro"
    })
    void areAboutTheNounOfTheirAction(String action, long id, String name) throws Exception {
        var event = event(new Sample(Action.of(action).orElseThrow(), Typing.STRINGS));

        assertThat(event.noun().flatMap(Noun::id)).contains(id);
        assertThat(event.noun().flatMap(Noun::name)).contains(name);
    }

    @Test
    void tellWhatWasPaid() throws Exception {
        var purchase = (CommerceEvent) event(new Sample(Action.BUY_PRODUCT, Typing.STRINGS));

        var transaction = purchase.transaction();
        assertThat(transaction.id()).contains(880411L);
        assertThat(transaction.pricePoint()).contains(1L);
        assertThat(transaction.quantity()).contains(1L);
        assertThat(transaction.fullAmount()).contains(new BigDecimal("97.00"));
        assertThat(transaction.baseAmount()).isEmpty();
        assertThat(transaction.leadId()).contains(731904L);
        assertThat(transaction.firstName()).contains("Mira");
        assertThat(transaction.lastName()).contains("Okafor");
        assertThat(transaction.username()).contains("mira731904");
        assertThat(purchase.buyerEmail()).contains("mira.okafor@example.org");
        assertThat(purchase.factKey()).contains("buy_product:880411");
        assertThat(purchase.subject()).contains("Course A");
    }

    @Test
    void tellWhetherARefundIsPartial() throws Exception {
        var whole = (ProductRefunded) event(new Sample(Action.REFUND_PRODUCT, Typing.NUMBERS));
        var part = (ProductRefunded) event(new Sample(Action.PARTIAL_REFUND_PRODUCT, Typing.NUMBERS));

        assertThat(whole.partial()).isFalse();
        assertThat(whole.transaction().baseAmount()).contains(new BigDecimal("97.00"));
        assertThat(part.partial()).isTrue();
        assertThat(part.transaction().fullAmount()).contains(new BigDecimal("30.50"));
    }

    @Test
    void tellWhenASubscriptionWasCanceled() throws Exception {
        var canceled = (CommerceEvent) event(new Sample(Action.CANCEL_SUBSCRIPTION, Typing.STRINGS));

        assertThat(canceled.transaction().date()).contains(Instant.parse("2026-05-01T07:12:09Z"));
        assertThat(canceled.transaction().type()).contains("cancellation");
        assertThat(canceled.transaction().fullAmount()).isEmpty();
    }

    @Test
    void tellTheLevelOfAMembership() throws Exception {
        var granted = (MembershipGranted) event(new Sample(Action.MEMBERSHIP_GRANTED, Typing.STRINGS));

        assertThat(granted.membership())
                .usingRecursiveComparison()
                .isEqualTo(new Membership(210L, "Academy", 3L, "Pro"));
        assertThat(granted.subject()).contains("Academy: Pro");
    }

    @Test
    void tellWhatWasAnsweredInASurvey() throws Exception {
        var survey = ((SurveyCompleted) event(new Sample(Action.SURVEY_COMPLETE, Typing.STRINGS))).survey();

        assertThat(survey.type()).contains(1L);
        assertThat(survey.score()).contains("8");
        assertThat(survey.completionTime()).contains(64L);
        assertThat(survey.questions())
                .extracting(SurveyQuestion::id)
                .extracting(Object::toString)
                .containsExactly("Optional[301]", "Optional[302]");
        var first = survey.questions().get(0);
        assertThat(first.title()).contains("Team size?");
        assertThat(first.correct()).contains(0L);
        assertThat(first.answers()).containsExactly(new ChosenOption(12L, "2 to 5"), new ChosenOption(15L, "Remote"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CALENDAR_SUBSCRIBE", "CALENDAR_CANCEL", "CALENDAR_COMPLETE"})
    void tellWhatWasBooked(Action action) throws Exception {
        var calendar = ((CalendarEvent) event(new Sample(action, Typing.NUMBERS))).calendar();

        assertThat(calendar.classId()).contains(140L);
        assertThat(calendar.className()).contains("First call");
        assertThat(calendar.vendorTimezone()).contains("America/Detroit");
        assertThat(calendar.subscriptionId()).contains(action == Action.CALENDAR_CANCEL ? "9052" : "9051");
        assertThat(calendar.events()).contains(JsonValue.EMPTY_JSON_ARRAY);
        assertThat(calendar.hosts())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new CalendarHost("Ana", "Silva", "ana@example.org"),
                        new CalendarHost("Jo", "Berg", "jo@example.org"));
    }

    @Test
    void tellTheOfficialNameOfAProductThatPartnersSell() throws Exception {
        var signedUp = (AffiliateSignedUp) event(new Sample(Action.AFFILIATE_SIGNUP, Typing.STRINGS));

        assertThat(signedUp.product().officialName()).contains("Course A");
    }

    @Test
    void tellTheScoreThatWasReached() throws Exception {
        var reached = (ScoreReached) event(new Sample(Action.REACHES_SCORE, Typing.STRINGS));

        assertThat(reached.score().points()).contains(100L);
        assertThat(reached.noun()).isEmpty();
    }

    private KartraEvent event(Sample sample) throws UnreadableException {
        return binding.bind(ENVELOPE, sample.body(), null);
    }
}
