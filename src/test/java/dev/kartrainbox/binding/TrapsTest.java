package dev.kartrainbox.binding;

import static dev.kartrainbox.binding.Bodies.utf8;
import static dev.kartrainbox.binding.Bodies.withLead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.CalendarSubscribed;
import dev.kartrainbox.kartra.ChosenOption;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.CustomField;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.FormFilled;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Noun;
import dev.kartrainbox.kartra.PageVisited;
import dev.kartrainbox.kartra.ProductRefunded;
import dev.kartrainbox.kartra.ScoreReached;
import dev.kartrainbox.kartra.SubscriptionCanceled;
import dev.kartrainbox.kartra.SurveyCompleted;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.json.JsonArray;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has damaged receivers of Kartra's notifications, or may: one test or more for each known trap. */
class TrapsTest {

    private static final Envelope ENVELOPE = new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false);

    private final Binding binding = Bindings.inZone("America/New_York");

    @Nested
    class Numbers {

        @ParameterizedTest
        @ValueSource(strings = {"502", "\"502\"", "\" 502 \"", "\"+502\""})
        void anyNumberMayBeAText(String id) throws Exception {
            assertThat(tagId(id)).isEqualTo(502L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "7.50", "-7"})
        void anyTextMayBeANumber(String name) throws Exception {
            var event = bind("assign_tag", "{\"tag\":{\"tag_id\":1,\"tag_name\":%s}}".formatted(name));

            assertThat(event.subject()).contains(name);
            assertThat(event.unexpected()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "99999999999999999999",
                    "\"99999999999999999999\"",
                    "1.7",
                    "\"1.7\"",
                    "[1]",
                    "true",
                    "{\"a\":1}",
                    "1e2",
                    "\"five\""
                })
        void aNumberThatDoesNotFitIsReportedAndNeverBent(String id) throws Exception {
            var event = bind("assign_tag", "{\"tag\":{\"tag_id\":%s,\"tag_name\":\"A\"}}".formatted(id));

            assertThat(event.noun().flatMap(Noun::id)).isEmpty();
            assertThat(event.subject()).contains("A");
            assertThat(event.unexpected())
                    .containsExactly(new Unexpected("action_details.tag.tag_id", Kind.WRONG_TYPE));
        }

        @ParameterizedTest
        @CsvSource({"97.00, 97.00", "\"97.00\", 97.00", "97, 97", "\"-30.5\", -30.5", "\"0.00\", 0.00", "0.1, 0.1"})
        void amountsKeepTheirDecimals(String json, BigDecimal amount) throws Exception {
            var event = (CommerceEvent) bind("buy_product", purchase("\"transaction_full_amount\":" + json));

            assertThat(event.transaction().fullAmount()).contains(amount);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"97,00\"", "\"$97\"", "1e400", "\"1.234.567\"", "[97]", "false", "\"NaN\""})
        void anAmountThatIsNoneIsReported(String json) throws Exception {
            var event = (CommerceEvent) bind("buy_product", purchase("\"transaction_full_amount\":" + json));

            assertThat(event.transaction().fullAmount()).isEmpty();
            assertThat(event.unexpected())
                    .contains(new Unexpected(
                            "action_details.transaction_details.transaction_full_amount", Kind.WRONG_TYPE));
        }

        @Test
        void aScoreMayBeNegative() throws Exception {
            assertThat(bind(withLead("{\"id\":1,\"score\":\"-40\"}")).lead().score())
                    .contains(-40L);
            assertThat(((ScoreReached) bind("reaches_score", "{\"points\":\"-3\"}"))
                            .score()
                            .points())
                    .contains(-3L);
        }

        private Long tagId(String json) throws UnreadableException {
            var event =
                    (TagAssigned) bind("assign_tag", "{\"tag\":{\"tag_id\":%s,\"tag_name\":\"A\"}}".formatted(json));
            assertThat(event.unexpected()).isEmpty();
            return event.tag().id().orElseThrow();
        }
    }

    @Nested
    class Times {

        @Test
        void aTimeHasNoZoneAndIsReadInTheConfiguredOne() throws Exception {
            var body = withLead("{\"id\":1,\"date_joined\":\"2026-07-01 12:00:00\"}");

            assertThat(bind(body).lead().dateJoined()).contains(Instant.parse("2026-07-01T16:00:00Z"));
            assertThat(Bindings.inZone("-05:00")
                            .bind(ENVELOPE, utf8(body), null)
                            .lead()
                            .dateJoined())
                    .contains(Instant.parse("2026-07-01T17:00:00Z"));
        }

        @Test
        void itsTextIsKept() throws Exception {
            var event = bind("cancel_subscription", purchase("\"transaction_date\":\"2026-03-08 02:30:00\""));

            assertThat(((SubscriptionCanceled) event).transaction().date())
                    .contains(Instant.parse("2026-03-08T07:30:00Z"));
            assertThat(event.raw().getValue("/action_details/transaction_details/transaction_date"))
                    .hasToString("\"2026-03-08 02:30:00\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "\"N/A\"", "null", "\"0000-00-00 00:00:00\"", "\"0000-00-00\""})
        void noTimeIsNoFailure(String json) throws Exception {
            var event = bind("cancel_subscription", purchase("\"transaction_date\":" + json));

            assertThat(((SubscriptionCanceled) event).transaction().date()).isEmpty();
            assertThat(event.unexpected()).noneMatch(unexpected -> unexpected.kind() == Kind.WRONG_TYPE);
        }

        @Test
        void aLeadWithADateOfDeletionMayNotBeDeleted() throws Exception {
            var lead = bind(withLead("{\"id\":1,\"lead_deleted\":\"0\",\"lead_deleted_date\":\"2026-02-11 08:14:55\"}"))
                    .lead();

            assertThat(lead.leadDeleted()).contains(0L);
            assertThat(lead.leadDeletedDate()).isPresent();
        }
    }

    @Nested
    class CustomFields {

        @Test
        void aValueMayBeATextOrAnArrayOrMissing() throws Exception {
            var lead = bind(withLead("""
                            {"id": 1, "custom_fields": [
                              {"field_id": 1, "field_value": "text"},
                              {"field_id": 2, "field_value": [{"option_id": 3, "option_value": "M"}]},
                              {"field_id": 3},
                              {"field_id": 4, "field_value": null},
                              {"field_id": 5, "field_value": ""},
                              {"field_id": 6, "field_value": []},
                              {"field_id": 7, "field_value": {"option_id": 4, "option_value": "L"}}]}""")).lead();

            assertThat(lead.customFields()).extracting(CustomField::id).hasSize(7);
            assertThat(lead.customFields().get(0).text()).contains("text");
            assertThat(lead.customFields().get(1).options()).containsExactly(new ChosenOption(3L, "M"));
            assertThat(lead.customFields().subList(2, 6))
                    .allMatch(field -> field.text().isEmpty() && field.options().isEmpty());
            assertThat(lead.customFields().get(6).options()).containsExactly(new ChosenOption(4L, "L"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",\"custom_fields\":null", ",\"custom_fields\":[]"})
        void theyMayBeMissingAltogether(String json) throws Exception {
            var event = bind(withLead("{\"id\":1" + json + "}"));

            assertThat(event.lead().customFields()).isEmpty();
            assertThat(event.unexpected()).isEmpty();
        }

        @Test
        void aNewTypeGoesByTheKindOfItsJson() throws Exception {
            var lead = bind(withLead(
                            "{\"id\":1,\"custom_fields\":[{\"field_id\":1,\"field_type\":\"hologram\",\"field_value\":\"x\"}]}"))
                    .lead();

            assertThat(lead.customFields().get(0).text()).contains("x");
        }
    }

    @Nested
    class Keys {

        @Test
        void phpWritesAnEmptyArrayForAnEmptyObject() throws Exception {
            var details = bind("assign_tag", "[]");
            var wrapper = bind("assign_tag", "{\"tag\":[]}");

            assertThat(details.unexpected()).containsExactly(new Unexpected("action_details.tag", Kind.MISSING_KEY));
            assertThat(wrapper.unexpected()).containsExactly(new Unexpected("action_details.tag", Kind.MISSING_KEY));
        }

        @Test
        void unknownOnesAreReportedAndNothingElse() throws Exception {
            var event = bind(
                    "assign_tag",
                    "{\"tag\":{\"tag_id\":1,\"tag_name\":\"A\",\"color\":\"red\"},\"list\":{\"list_id\":2}}");

            assertThat(event).isInstanceOf(TagAssigned.class);
            assertThat(event.unexpected())
                    .containsExactlyInAnyOrder(
                            new Unexpected("action_details.tag.color", Kind.UNKNOWN_KEY),
                            new Unexpected("action_details.list", Kind.UNKNOWN_KEY));
        }

        @Test
        void anActionAndALeadAreAllThatIsRequired() throws Exception {
            var byId = bind("{\"lead\":{\"id\":1},\"action\":\"buy_product\"}");
            var byEmail = bind("{\"lead\":{\"email\":\"mira@example.org\"},\"action\":\"buy_product\"}");

            assertThat(byId.lead().key()).contains("i:1");
            assertThat(byEmail.lead().key()).contains("e:mira@example.org");
        }

        @Test
        void someComeAndGoFromPageToPage() throws Exception {
            var event = bind(withLead("{\"id\":1}"));

            assertThat(event.unexpected()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"google_plus", "lead_deleted", "lead_deleted_date", "lead_preferred_time_zone"})
        void thoseThatComeAndGoAreKnownWhenTheyCome(String key) throws Exception {
            var event = bind(withLead("{\"id\":1,\"%s\":\"\"}".formatted(key)));

            assertThat(event.unexpected()).isEmpty();
            assertThat(event.notification().leadKeys()).contains(key);
        }

        @Test
        void whatTheDetailsLackIsReported() throws Exception {
            var event = bind("membership_granted", "{\"membership\":{\"membership_id\":210,\"level_name\":\"Pro\"}}");

            assertThat(event.unexpected())
                    .containsExactlyInAnyOrder(
                            new Unexpected("action_details.membership.level_id", Kind.MISSING_KEY),
                            new Unexpected("action_details.membership.membership_name", Kind.MISSING_KEY));
        }

        @Test
        void aCancellationHasNoAmountsAndARefundShould() throws Exception {
            var canceled = bind("cancel_subscription", purchase("\"transaction_type\":\"cancellation\""));
            var refunded = bind("refund_product", purchase("\"transaction_quantity\":1"));

            assertThat(canceled.unexpected())
                    .containsExactly(
                            new Unexpected("action_details.transaction_details.transaction_date", Kind.MISSING_KEY));
            assertThat(refunded.unexpected())
                    .containsExactlyInAnyOrder(
                            new Unexpected(
                                    "action_details.transaction_details.transaction_full_amount", Kind.MISSING_KEY),
                            new Unexpected(
                                    "action_details.transaction_details.transaction_base_amount", Kind.MISSING_KEY));
        }

        @Test
        void hostileOnesChangeNothing() throws Exception {
            var event = bind(
                    "buy_product",
                    purchase(
                            "\"version\":9,\"__proto__\":{\"id\":2},\"_persistence_id\":5,\"id\":6,\"fullAmount\":1,\"transaction_quantity\":1,\"transaction_full_amount\":97.00"));

            assertThat(((CommerceEvent) event).transaction().id()).contains(880411L);
            assertThat(((CommerceEvent) event).transaction().fullAmount()).contains(new BigDecimal("97.00"));
            assertThat(event.unexpected()).hasSize(5).allMatch(unexpected -> unexpected.kind() == Kind.UNKNOWN_KEY);
        }
    }

    @Nested
    class Actions {

        @Test
        void anUnknownOneIsNewsAndNoFailure() throws Exception {
            var event = bind("webinar_attended", "{\"webinar\":{\"webinar_id\":4}}");

            assertThat(event)
                    .isInstanceOfSatisfying(
                            UnrecognizedEvent.class,
                            news -> assertThat(news.details()).hasToString("{\"webinar\":{\"webinar_id\":4}}"));
            assertThat(event.unexpected()).containsExactly(new Unexpected("action", Kind.UNKNOWN_ACTION));
        }

        @Test
        void aRefundIsOneEventUnderTwoWords() throws Exception {
            assertThat(bind("refund_product", "{}"))
                    .isInstanceOfSatisfying(
                            ProductRefunded.class,
                            refund -> assertThat(refund.partial()).isFalse());
            assertThat(bind("partial_refund_product", "{}"))
                    .isInstanceOfSatisfying(
                            ProductRefunded.class,
                            refund -> assertThat(refund.partial()).isTrue());
        }

        @Test
        void aFormComesWrappedInATag() throws Exception {
            var event = bind("filled_form", "{\"tag\":{\"form_id\":\"88\",\"form_name\":\"Footer opt-in\"}}");

            assertThat(event)
                    .isInstanceOfSatisfying(
                            FormFilled.class,
                            filled -> assertThat(filled.form().id()).contains(88L));
            assertThat(event.unexpected()).isEmpty();
        }

        @Test
        void aScoreHasNoWrapper() throws Exception {
            var event = bind("reaches_score", "{\"points\":\"100\"}");

            assertThat(event)
                    .isInstanceOfSatisfying(
                            ScoreReached.class,
                            reached -> assertThat(reached.score().points()).contains(100L));
            assertThat(event.unexpected()).isEmpty();
        }

        @Test
        void detailsWithoutTheirWrapperAreReadAllTheSame() throws Exception {
            var event = bind("kartra_page_visit", "{\"kartra_page_id\":904,\"kartra_page_name\":\"Sales A\"}");

            assertThat(event)
                    .isInstanceOfSatisfying(
                            PageVisited.class,
                            visited -> assertThat(visited.page().id()).contains(904L));
            assertThat(event.unexpected()).containsExactly(new Unexpected("action_details", Kind.REPAIRED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"subscription_cancelled", "new_lead", "tag_applied", "add_tag", "lead_created"})
        void wordsThatOthersMadeUpAreUnknown(String word) throws Exception {
            assertThat(bind(word, "{}")).isInstanceOf(UnrecognizedEvent.class);
        }
    }

    @Nested
    class Buyers {

        @Test
        void theyMayBeNamedLeadOrBuyer() throws Exception {
            var event = (CommerceEvent) bind("buy_product", """
                    {"transaction_details": {"transaction_id": 1, "buyer_first_name": "Mira", "buyer_last_name": "Okafor",
                      "buyer_email": "mira@example.org", "lead_username": "mira1", "lead_id": 1, "product_name": "A",
                      "product_id": 2, "product_price_point": 1, "transaction_quantity": 1, "transaction_full_amount": 1}}""");

            assertThat(event.transaction().firstName()).contains("Mira");
            assertThat(event.transaction().lastName()).contains("Okafor");
            assertThat(event.transaction().email()).contains("mira@example.org");
            assertThat(event.unexpected())
                    .contains(
                            new Unexpected("action_details.transaction_details.buyer_email", Kind.RENAMED_KEY),
                            new Unexpected("action_details.transaction_details.buyer_first_name", Kind.RENAMED_KEY),
                            new Unexpected("action_details.transaction_details.buyer_last_name", Kind.RENAMED_KEY));
        }

        @ParameterizedTest
        @CsvSource({
            "'\"lead_email\":\"a@example.org\",\"buyer_email\":\"b@example.org\"', a@example.org",
            "'\"lead_email\":\"\",\"buyer_email\":\"b@example.org\"', b@example.org",
            "'\"lead_email\":[],\"buyer_email\":\"b@example.org\"', b@example.org",
            "'\"lead_email\":\"N/A\"', lead@example.org"
        })
        void theDocumentedNameComesFirstThenTheOtherThenTheLead(String emails, String email) throws Exception {
            var event = (CommerceEvent) bind("""
                    {"lead": {"id": 1, "email": "lead@example.org"}, "action": "buy_product",
                     "action_details": {"transaction_details": {"transaction_id": 1, %s}}}""".formatted(emails));

            assertThat(event.buyerEmail()).contains(email);
        }

        @Test
        void aBuyersAddressMayDifferFromTheLeads() throws Exception {
            var event = (CommerceEvent) bind("""
                    {"lead": {"id": 1, "email": "now@example.org"}, "action": "buy_product",
                     "action_details": {"transaction_details": {"transaction_id": 1, "lead_email": "then@example.org"}}}""");

            assertThat(event.buyerEmail()).contains("then@example.org");
            assertThat(event.lead().email()).contains("now@example.org");
        }
    }

    @Nested
    class Meanings {

        @Test
        void consentIsDocumentedBothWaysRoundSoItStaysANumber() throws Exception {
            assertThat(bind(withLead("{\"id\":1,\"gdpr_lead_communications\":\"1\"}"))
                            .lead()
                            .gdprLeadCommunications())
                    .contains(1L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "checkout", "a-word-to-come"})
        void aSourceMayBeAnyWord(String source) throws Exception {
            assertThat(bind(withLead("{\"id\":1,\"source\":\"%s\"}".formatted(source)))
                            .lead()
                            .source())
                    .contains(source);
        }

        @Test
        void aSurveysScoreIsATextAndItsTypeANumber() throws Exception {
            var survey = ((SurveyCompleted)
                            bind("survey_complete", "{\"survey\":{\"survey_type\":\"2\",\"survey_score\":8.5}}"))
                    .survey();

            assertThat(survey.type()).contains(2L);
            assertThat(survey.score()).contains("8.5");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[{\"start\":\"2026-05-01 10:00:00\"}]", "{\"start\":1}", "\"soon\"", "5", "[]"})
        void theDatesOfAnAppointmentAreTakenAsTheyCome(String events) throws Exception {
            var event = (CalendarSubscribed)
                    bind("calendar_subscribe", "{\"calendar\":{\"calendar_id\":61,\"events\":%s}}".formatted(events));

            assertThat(event.calendar().events())
                    .hasValueSatisfying(value -> assertThat(value).hasToString(events));
        }

        @ParameterizedTest
        @CsvSource({"9051, 9051", "\"9051\", 9051", "\"cal_9f\", cal_9f"})
        void anAppointmentMayBeIdentifiedByANumberOrAText(String json, String id) throws Exception {
            var event = (CalendarSubscribed)
                    bind("calendar_subscribe", "{\"calendar\":{\"calendar_subscription_id\":%s}}".formatted(json));

            assertThat(event.calendar().subscriptionId()).contains(id);
        }

        @Test
        void aFreeTextAnswerIsReportedAndStaysInTheRawJson() throws Exception {
            var event = bind(
                    "survey_complete", "{\"survey\":{\"questions\":[{\"question_id\":1,\"answers\":\"as I like\"}]}}");

            assertThat(((SurveyCompleted) event).survey().questions().get(0).answers())
                    .isEmpty();
            assertThat(event.unexpected())
                    .contains(new Unexpected("action_details.survey.questions[].answers", Kind.WRONG_TYPE));
            assertThat(((JsonArray) event.raw().getValue("/action_details/survey/questions")).getJsonObject(0))
                    .hasToString("{\"question_id\":1,\"answers\":\"as I like\"}");
        }

        @Test
        void aPricePointIsNoId() throws Exception {
            var event = (CommerceEvent) bind("buy_product", purchase("\"transaction_quantity\":\"2\""));

            assertThat(event.transaction().pricePoint()).contains(1L);
            assertThat(event.transaction().product().id()).contains(4417L);
        }
    }

    /** Nine documented keys of all transactions, and these. */
    private static String purchase(String more) {
        return """
                {"transaction_details": {"transaction_id": "880411", "lead_first_name": "Mira", "lead_last_name": "Okafor",
                  "lead_email": "mira@example.org", "lead_username": "mira1", "lead_id": "1", "product_name": "Course A",
                  "product_id": "4417", "product_price_point": "1", %s}}""".formatted(more);
    }

    private KartraEvent bind(String action, String details) throws UnreadableException {
        return bind("{\"lead\":{\"id\":1},\"action\":\"%s\",\"action_details\":%s}".formatted(action, details));
    }

    private KartraEvent bind(String body) throws UnreadableException {
        return binding.bind(ENVELOPE, utf8(body), null);
    }
}
