package dev.kartrainbox.binding;

import static dev.kartrainbox.binding.Bodies.gzip;
import static dev.kartrainbox.binding.Bodies.nested;
import static dev.kartrainbox.binding.Bodies.sample;
import static dev.kartrainbox.binding.Bodies.utf8;
import static dev.kartrainbox.binding.Bodies.withLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.ChosenOption;
import dev.kartrainbox.kartra.CustomField;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.FormFilled;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ListSubscribed;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {

    private static final Envelope ENVELOPE = new Envelope(
            UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"), Instant.parse("2026-04-20T14:05:31Z"), 3, true);

    private static Binding binding;

    @BeforeAll
    static void readTimesAsInNewYork() {
        binding = Bindings.inZone("America/New_York");
    }

    @AfterAll
    static void close() {
        binding.close();
    }

    @Test
    void understandsTheDocumentedSample() throws Exception {
        var body = sample(Bodies.DOCUMENTED);

        var event = binding.bind(ENVELOPE, body, null);

        assertThat(event).isInstanceOfSatisfying(ListSubscribed.class, subscribed -> {
            assertThat(subscribed.list().id()).contains(1L);
            assertThat(subscribed.list().name()).contains("list 1");
        });
        assertThat(event.envelope()).isSameAs(ENVELOPE);
        assertThat(event.action()).isEqualTo("list_subscription");
        assertThat(event.subject()).contains("list 1");
        assertThat(event.lead().key()).contains("i:1");
        assertThat(event.lead().customFields()).hasSize(3);
        assertThat(event.unexpected()).containsExactly(new Unexpected("trailing commas", Kind.REPAIRED));
    }

    @Test
    void makesTheSameOfNumbersAsOfStrings() throws Exception {
        var strings = (ListSubscribed) binding.bind(ENVELOPE, sample(Bodies.DOCUMENTED), null);
        var numbers = (ListSubscribed) binding.bind(ENVELOPE, sample(Bodies.NUMBERS), null);

        assertThat(numbers.lead()).usingRecursiveComparison().isEqualTo(strings.lead());
        assertThat(numbers.list()).usingRecursiveComparison().isEqualTo(strings.list());
        assertThat(numbers.notification().leadKeys())
                .isEqualTo(strings.notification().leadKeys());
        assertThat(numbers.unexpected()).isEmpty();
    }

    @Test
    void bindsEveryDocumentedFieldOfALead() throws Exception {
        var body = withLead("""
                {"id": 731904, "first_name": "Mira", "middle_name": "Ada", "last_name": "Okafor", "last_name2": "Silva",
                 "email": "Mira.Okafor@example.org", "phone_country_code": "+44", "phone": "2079460000",
                 "company": "Okafor Studio", "address": "3 Quay Row", "city": "Bristol", "zip": "BS1 4XX",
                 "state": "Avon", "country": "United Kingdom", "date_joined": "2026-02-11 08:14:55",
                 "website": "https://okafor.example", "ip": "203.0.113.24", "ip_country": "Wales",
                 "facebook": "https://f.example", "twitter": "https://t.example", "linkedin": "https://l.example",
                 "google_plus": "https://g.example", "sales_tax_id": "GB1", "lead_picture": "https://p.example",
                 "source": "checkout", "score": -5, "lead_deleted": 0, "lead_deleted_date": "2026-02-12 08:14:55",
                 "referring_id": 11, "blacklisted": 1, "source_id": 12, "gdpr_lead_status": 2,
                 "gdpr_lead_status_date": "2026-02-13 08:14:55", "gdpr_lead_status_ip": "203.0.113.25",
                 "gdpr_lead_communications": 3, "lead_preferred_time_zone": "Europe/London",
                 "custom_fields": [{"field_id": 12, "field_identifier": "site_name", "field_type": "input_field",
                                    "field_value": "okafor"}]}""");

        var event = bind(body);

        var lead = event.lead();
        assertThat(lead.id()).contains(731904L);
        assertThat(lead.firstName()).contains("Mira");
        assertThat(lead.middleName()).contains("Ada");
        assertThat(lead.lastName()).contains("Okafor");
        assertThat(lead.lastName2()).contains("Silva");
        assertThat(lead.email()).contains("Mira.Okafor@example.org");
        assertThat(lead.phoneCountryCode()).contains("+44");
        assertThat(lead.phone()).contains("2079460000");
        assertThat(lead.company()).contains("Okafor Studio");
        assertThat(lead.address()).contains("3 Quay Row");
        assertThat(lead.city()).contains("Bristol");
        assertThat(lead.zip()).contains("BS1 4XX");
        assertThat(lead.state()).contains("Avon");
        assertThat(lead.country()).contains("United Kingdom");
        assertThat(lead.dateJoined()).contains(Instant.parse("2026-02-11T13:14:55Z"));
        assertThat(lead.website()).contains("https://okafor.example");
        assertThat(lead.ip()).contains("203.0.113.24");
        assertThat(lead.ipCountry()).contains("Wales");
        assertThat(lead.facebook()).contains("https://f.example");
        assertThat(lead.twitter()).contains("https://t.example");
        assertThat(lead.linkedin()).contains("https://l.example");
        assertThat(lead.googlePlus()).contains("https://g.example");
        assertThat(lead.salesTaxId()).contains("GB1");
        assertThat(lead.leadPicture()).contains("https://p.example");
        assertThat(lead.source()).contains("checkout");
        assertThat(lead.score()).contains(-5L);
        assertThat(lead.leadDeleted()).contains(0L);
        assertThat(lead.leadDeletedDate()).contains(Instant.parse("2026-02-12T13:14:55Z"));
        assertThat(lead.referringId()).contains(11L);
        assertThat(lead.blacklisted()).contains(1L);
        assertThat(lead.sourceId()).contains(12L);
        assertThat(lead.gdprLeadStatus()).contains(2L);
        assertThat(lead.gdprLeadStatusDate()).contains(Instant.parse("2026-02-13T13:14:55Z"));
        assertThat(lead.gdprLeadStatusIp()).contains("203.0.113.25");
        assertThat(lead.gdprLeadCommunications()).contains(3L);
        assertThat(lead.leadPreferredTimeZone()).contains("Europe/London");
        assertThat(lead.customFields())
                .singleElement()
                .extracting(CustomField::id, CustomField::identifier, CustomField::type, CustomField::text)
                .extracting(Object::toString)
                .containsExactly("Optional[12]", "Optional[site_name]", "Optional[input_field]", "Optional[okafor]");
        assertThat(event.unexpected()).isEmpty();
        assertThat(event.notification().leadKeys())
                .isEqualTo(event.raw().getJsonObject("lead").keySet());
    }

    @Test
    void readsTheTextOfACustomField() throws Exception {
        var field = customField("\"field_value\": \"beef lasagna\"");

        assertThat(field.text()).contains("beef lasagna");
        assertThat(field.options()).isEmpty();
    }

    @Test
    void readsOneChosenOption() throws Exception {
        var field = customField("\"field_value\": [{\"option_id\": \"3\", \"option_value\": \"M\"}]");

        assertThat(field.options()).containsExactly(new ChosenOption(3L, "M"));
        assertThat(field.text()).isEmpty();
    }

    @Test
    void readsManyChosenOptionsInTheirOrder() throws Exception {
        var field = customField(
                "\"field_value\": [{\"option_id\": 9, \"option_value\": \"red\"}, {\"option_id\": \"2\", \"option_value\": \"blue\"}]");

        assertThat(field.options()).containsExactly(new ChosenOption(9L, "red"), new ChosenOption(2L, "blue"));
    }

    @Test
    void readsAnOptionThatIsNotInAnArray() throws Exception {
        var field = customField("\"field_value\": {\"option_id\": 3, \"option_value\": \"M\"}");

        assertThat(field.options()).containsExactly(new ChosenOption(3L, "M"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"field_type\": \"checkbox\"",
                "\"field_value\": null",
                "\"field_value\": \"\"",
                "\"field_value\": \"N/A\"",
                "\"field_value\": []"
            })
    void readsACustomFieldWithoutAValue(String value) throws Exception {
        var field = customField(value);

        assertThat(field.id()).contains(11L);
        assertThat(field.identifier()).contains("shirt_size");
        assertThat(field.text()).isEmpty();
        assertThat(field.options()).isEmpty();
    }

    @Test
    void readsACustomFieldOfATypeToCome() throws Exception {
        var text = customField("\"field_type\": \"hologram\", \"field_value\": \"blue\"");
        var options = customField("\"field_type\": \"hologram\", \"field_value\": [{\"option_id\": 1}]");
        var number = customField("\"field_type\": \"hologram\", \"field_value\": 7.50");

        assertThat(text.type()).contains("hologram");
        assertThat(text.text()).contains("blue");
        assertThat(options.options()).containsExactly(new ChosenOption(1L, null));
        assertThat(number.text()).contains("7.50");
    }

    @Test
    void reportsOptionsThatAreNone() throws Exception {
        var event = bind(withLead("{\"id\":1,\"custom_fields\":[{\"field_id\":11,\"field_value\":[\"M\", 3]}, 5]}"));

        assertThat(event.lead().customFields())
                .singleElement()
                .satisfies(field -> assertThat(field.options()).isEmpty());
        assertThat(event.unexpected())
                .containsExactlyInAnyOrder(
                        new Unexpected("lead.custom_fields[].field_value[]", Kind.WRONG_TYPE),
                        new Unexpected("lead.custom_fields[]", Kind.WRONG_TYPE));
    }

    @Test
    void choosesTheDetailsByTheActionAndNeverByTheWrapper() throws Exception {
        var body = """
                {"action": "list_subscription", "lead": {"id": 1},
                 "action_details": {"tag": {"tag_id": 502, "tag_name": "Course A"}}}""";

        var event = bind(body);

        assertThat(event).isInstanceOfSatisfying(ListSubscribed.class, subscribed -> {
            assertThat(subscribed.list().id()).isEmpty();
            assertThat(subscribed.list().name()).isEmpty();
        });
        assertThat(event.unexpected())
                .containsExactlyInAnyOrder(
                        new Unexpected("action_details.tag", Kind.UNKNOWN_KEY),
                        new Unexpected("action_details.list", Kind.MISSING_KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tag\": {\"form_id\": 88, \"form_name\": \"Footer\"}}  | ''",
                "{\"form\": {\"form_id\": 88, \"form_name\": \"Footer\"}} | RENAMED_KEY action_details.form",
                "{\"form_id\": 88, \"form_name\": \"Footer\"}             | REPAIRED action_details"
            })
    void findsAFormBelowATagOrAFormOrNeither(String details, String reported) throws Exception {
        var event = bind("{\"action\":\"filled_form\",\"lead\":{\"id\":1},\"action_details\":%s}".formatted(details));

        assertThat(event).isInstanceOfSatisfying(FormFilled.class, filled -> {
            assertThat(filled.form().id()).contains(88L);
            assertThat(filled.form().name()).contains("Footer");
        });
        assertThat(event.unexpected().stream().map(Unexpected::toString).collect(Collectors.joining()))
                .isEqualTo(reported);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"action_details\": null",
                ", \"action_details\": []",
                ", \"action_details\": {}",
                ", \"action_details\": {\"tag\": null}",
                ", \"action_details\": {\"tag\": []}"
            })
    void reportsDetailsThatAreMissing(String details) throws Exception {
        var body = "{\"action\":\"assign_tag\",\"lead\":{\"id\":1}" + details + "}";

        var event = bind(body);

        assertThat(event)
                .isInstanceOfSatisfying(
                        TagAssigned.class,
                        assigned -> assertThat(assigned.tag().id()).isEmpty());
        assertThat(event.unexpected()).containsExactly(new Unexpected("action_details.tag", Kind.MISSING_KEY));
    }

    @Test
    void reportsDetailsThatAreNoObject() throws Exception {
        var text = bind("{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"action_details\":\"tag\"}");
        var wrapped =
                bind("{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"action_details\":{\"tag\":[{\"tag_id\":1}]}}");

        assertThat(text.unexpected()).contains(new Unexpected("action_details", Kind.WRONG_TYPE));
        assertThat(wrapped.unexpected()).contains(new Unexpected("action_details.tag", Kind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999",
                "\"99999999999999999999\"",
                "9223372036854775808",
                "18446744073709551617",
                "1.7",
                "\"1.7\"",
                "1e2",
                "\"many\"",
                "\"0x10\"",
                "[1]",
                "{\"value\": 1}",
                "true"
            })
    void leavesOutANumberThatIsNoneAndReportsIt(String json) throws Exception {
        var event = bind(withLead("{\"id\":1,\"score\":%s}".formatted(json)));

        assertThat(event.lead().score()).isEmpty();
        assertThat(event.notification().leadKeys()).containsExactly("id");
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.score", Kind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"Mira\"]", "{\"first\":\"Mira\"}", "true", "false"})
    void leavesOutATextThatIsNoneAndReportsIt(String json) throws Exception {
        var event = bind(withLead("{\"id\":1,\"first_name\":%s}".formatted(json)));

        assertThat(event.lead().firstName()).isEmpty();
        assertThat(event.notification().leadKeys()).containsExactly("id");
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.first_name", Kind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "\"2026-02-30 08:14:55\"",
                "\"2026-02-11\"",
                "\"2026-02-11T08:14:55Z\"",
                "\"2026-02-11 24:00:00\"",
                "\"+12345-01-01 00:00:00\"",
                "\"-0044-03-15 12:00:00\"",
                "\"+999999999-12-31 23:59:59\"",
                "1770797695",
                "true",
                "{\"date\":\"2026-02-11 08:14:55\"}"
            })
    void leavesOutATimeThatIsNoneAndReportsIt(String json) throws Exception {
        var event = bind(withLead("{\"id\":1,\"date_joined\":%s}".formatted(json)));

        assertThat(event.lead().dateJoined()).isEmpty();
        assertThat(event.notification().leadKeys()).containsExactly("id");
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.date_joined", Kind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"N/A\"", "\" n/a \"", "null"})
    void takesKartrasWordsForNothingAsCleared(String json) throws Exception {
        var event =
                bind(withLead("{\"id\":1,\"first_name\":%1$s,\"score\":%1$s,\"date_joined\":%1$s}".formatted(json)));

        assertThat(event.lead().firstName()).isEmpty();
        assertThat(event.lead().score()).isEmpty();
        assertThat(event.lead().dateJoined()).isEmpty();
        assertThat(event.notification().leadKeys())
                .containsExactlyInAnyOrder("id", "first_name", "score", "date_joined");
        assertThat(event.unexpected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00 00:00:00", "0000-00-00", " 0000-00-00 00:00:00 "})
    void takesAZeroDateAsCleared(String date) throws Exception {
        var event = bind(withLead("{\"id\":1,\"date_joined\":\"%s\"}".formatted(date)));

        assertThat(event.lead().dateJoined()).isEmpty();
        assertThat(event.notification().leadKeys()).containsExactlyInAnyOrder("id", "date_joined");
        assertThat(event.unexpected()).isEmpty();
    }

    @Test
    void tellsWhatWasClearedFromWhatWasNotSaid() throws Exception {
        var event = bind(withLead("{\"id\":1,\"city\":\"\"}"));

        assertThat(event.lead().city()).isEmpty();
        assertThat(event.lead().state()).isEmpty();
        assertThat(event.notification().leadKeys()).contains("city").doesNotContain("state");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-11 08:14:55, 2026-02-11T13:14:55Z",
        "2026-07-11 08:14:55, 2026-07-11T12:14:55Z",
        "2026-03-08 01:59:59, 2026-03-08T06:59:59Z",
        "2026-03-08 03:00:00, 2026-03-08T07:00:00Z",
        "2024-02-29 00:00:00, 2024-02-29T05:00:00Z"
    })
    void readsTimesInTheZone(String naive, Instant time) throws Exception {
        var event = bind(withLead("{\"id\":1,\"date_joined\":\"%s\"}".formatted(naive)));

        assertThat(event.lead().dateJoined()).contains(time);
    }

    @Test
    void movesATimeThatSummerTimeSkipsByTheGap() throws Exception {
        var event = bind(withLead("{\"id\":1,\"date_joined\":\"2026-03-08 02:30:00\"}"));

        assertThat(event.lead().dateJoined()).contains(Instant.parse("2026-03-08T07:30:00Z"));
    }

    @Test
    void takesTheEarlierOfATimeThatIsThereTwice() throws Exception {
        var event = bind(withLead("{\"id\":1,\"date_joined\":\"2026-11-01 01:30:00\"}"));

        assertThat(event.lead().dateJoined()).contains(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void readsTimesInAnotherZone() throws Exception {
        var body = utf8(withLead("{\"id\":1,\"date_joined\":\"2026-07-11 08:14:55\"}"));

        var event = Bindings.inZone("-05:00").bind(ENVELOPE, body, null);

        assertThat(event.lead().dateJoined()).contains(Instant.parse("2026-07-11T13:14:55Z"));
    }

    @Test
    void takesAnEmptyArrayForAnEmptyObject() throws Exception {
        var event = bind(withLead("[]"));

        assertThat(event.lead().key()).isEmpty();
        assertThat(event.notification().leadKeys()).isEmpty();
        assertThat(event.unexpected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void takesNoCustomFieldsForNone(String json) throws Exception {
        var event = bind(withLead("{\"id\":1,\"custom_fields\":%s}".formatted(json)));

        assertThat(event.lead().customFields()).isEmpty();
        assertThat(event.unexpected()).isEmpty();
    }

    @Test
    void reportsCustomFieldsThatAreNoArray() throws Exception {
        var event = bind(withLead("{\"id\":1,\"custom_fields\":\"none\"}"));

        assertThat(event.lead().customFields()).isEmpty();
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.custom_fields", Kind.WRONG_TYPE));
    }

    @Test
    void letsNoKeyReachWhatIsNotKartras() throws Exception {
        var plain = bind(withLead("""
                {"id": 1, "email": "a@example.org",
                 "custom_fields": [{"field_id": 11, "field_value": [{"option_id": 3, "option_value": "M"}]}]}"""));

        var hostile = bind("""
                {"lead": {"key": "i:2", "lead_key": "i:2", "leadKey": "i:2", "version": 9, "__proto__": {"id": 2},
                          "_persistence_x": {"a": 1}, "_persistence_id": 2, "customFields": [], "class": "x", "firstName": "x",
                          "id": 1, "email": "a@example.org",
                          "custom_fields": [{"lead_key": "i:2", "field_value.text": "x", "field_value.options": [],
                                             "options": [], "text": "x", "field_text": "x",
                                             "field_id": 11, "field_value": [{"option_id": 3, "option_value": "M"}]}]},
                 "action": "assign_tag", "action_details": {"tag": {"tag_id": 5, "tag_name": "y", "named_by": "x"}}, "__proto__": {"action": "x"}}""");

        assertThat(hostile.lead()).usingRecursiveComparison().isEqualTo(plain.lead());
        assertThat(hostile.lead().key()).contains("i:1");
        assertThat(hostile.action()).isEqualTo("assign_tag");
        assertThat(hostile.notification().leadKeys())
                .isEqualTo(plain.notification().leadKeys());
        assertThat(hostile.unexpected())
                .allSatisfy(unexpected -> assertThat(unexpected.kind()).isEqualTo(Kind.UNKNOWN_KEY))
                .extracting(Unexpected::path)
                .containsExactlyInAnyOrder(
                        "__proto__",
                        "action_details.tag.named_by",
                        "lead.__proto__",
                        "lead._persistence_id",
                        "lead._persistence_x",
                        "lead.class",
                        "lead.customFields",
                        "lead.firstName",
                        "lead.key",
                        "lead.leadKey",
                        "lead.lead_key",
                        "lead.version",
                        "lead.custom_fields[].field_text",
                        "lead.custom_fields[].field_value.options",
                        "lead.custom_fields[].field_value.text",
                        "lead.custom_fields[].lead_key",
                        "lead.custom_fields[].options",
                        "lead.custom_fields[].text");
    }

    @Test
    void reportsAForeignKeyShortAndPrintable() throws Exception {
        var event = bind(
                "{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"action_details\":{\"tag\":{\"tag_id\":5,\"tag_name\":\"x\"}},\"a\\u001b[31m\\n%s\":1}"
                        .formatted("k".repeat(500)));

        assertThat(event.unexpected())
                .singleElement()
                .extracting(Unexpected::path)
                .isEqualTo("a??31m?" + "k".repeat(53));
    }

    @Test
    void countsTheLastOfEqualKeysAndReportsThem() throws Exception {
        var event = bind(withLead("{\"id\":1,\"city\":\"Bath\",\"city\":\"Bristol\"}"));

        assertThat(event.lead().city()).contains("Bristol");
        assertThat(event.raw().getJsonObject("lead").getString("city")).isEqualTo("Bristol");
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.city", Kind.DUPLICATE_KEY));
    }

    @Test
    void keepsAHundredThousandDigitsOutOfANumber() throws Exception {
        var digits = "9".repeat(100_000);

        var event = bind(withLead("{\"id\":1,\"score\":%1$s,\"first_name\":\"Mira\",\"more\":%1$s}".formatted(digits)));

        assertThat(event.lead().firstName()).contains("Mira");
        assertThat(event.lead().score()).isEmpty();
        assertThat(event.unexpected())
                .containsExactlyInAnyOrder(
                        new Unexpected("lead.score", Kind.REPAIRED),
                        new Unexpected("lead.score", Kind.WRONG_TYPE),
                        new Unexpected("lead.more", Kind.REPAIRED),
                        new Unexpected("lead.more", Kind.UNKNOWN_KEY));
        assertThat(event.raw().getJsonObject("lead").getString("more")).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1E-99999999999", "1e2147483647", "1e999999999"})
    void survivesAnExponentBeyondAllMeasure(String number) throws Exception {
        var event = bind(withLead("{\"id\":1,\"score\":%1$s,\"date_joined\":%1$s,\"more\":%1$s}".formatted(number)));

        assertThat(event.lead().score()).isEmpty();
        assertThat(event.lead().dateJoined()).isEmpty();
        assertThat(event.unexpected())
                .contains(
                        new Unexpected("lead.score", Kind.WRONG_TYPE),
                        new Unexpected("lead.date_joined", Kind.WRONG_TYPE));
        assertThat(event.raw().toString()).contains("\"id\":1");
    }

    @Test
    void mendsTextsThatNoDatabaseTakes() throws Exception {
        var event = bind(withLead("{\"id\":1,\"first_name\":\"Mi\\u0000ra\\uD800\",\"city\":\"\\uD83D\\uDE00\"}"));

        assertThat(event.lead().firstName()).contains("Mi\uFFFDra\uFFFD");
        assertThat(event.lead().city()).contains("\uD83D\uDE00");
        assertThat(event.unexpected()).containsExactly(new Unexpected("lead.first_name", Kind.REPAIRED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7}",
                "{\"id\":\"7\",\"email\":\"a@example.org\"}",
                "{\"id\":\" +7 \"}",
                "{\"id\":0,\"email\":\"a@example.org\"}",
                "{\"id\":-7,\"email\":\"a@example.org\"}",
                "{\"id\":1e2,\"email\":\" A@Example.org \"}",
                "{\"id\":7.0,\"email\":\"a@example.org\"}",
                "{\"id\":99999999999999999999,\"email\":\"a@example.org\"}",
                "{\"id\":\"N/A\",\"email\":\"\u00c5@EXAMPLE.org\"}",
                "{\"email\":\"a\\u0000b\\uD800@example.org\"}",
                "{\"id\":1,\"id\":2}",
                "{\"id\":null,\"email\":\"N/A\"}",
                "[7]",
                "{}"
            })
    void knowsALeadByTheSameKeyAsTheFirstLook(String lead) throws Exception {
        var body = withLead(lead);

        var event = bind(body);

        assertThat(event.lead().key().orElse(null))
                .isEqualTo(FirstLook.at(utf8(body), null).leadKey());
    }

    @Test
    void knowsALeadByTheSameKeyAsTheFirstLookHoweverLongItsAddressIs() throws Exception {
        for (int length = 310; length < 330; length++) {
            var body = withLead("{\"email\":\"%s\uD83D\uDE00@example.org\"}".formatted("M".repeat(length)));

            var event = bind(body);

            assertThat(event.lead().key().orElseThrow())
                    .isEqualTo(FirstLook.at(utf8(body), null).leadKey());
        }
    }

    @Test
    void makesAnUnrecognizedEventOfAnActionWithoutAType() throws Exception {
        var body = """
                {"lead": {"id": "7", "first_name": "Mira"}, "action": "webinar_attended",
                 "action_details": {"webinar": {"webinar_id": 4, "minutes": [1, 2.50]}}, "account": "x"}""";

        var event = bind(body);

        assertThat(event)
                .isInstanceOfSatisfying(
                        UnrecognizedEvent.class,
                        unrecognized -> assertThat(unrecognized.details())
                                .isEqualTo(unrecognized.raw().get("action_details")));
        assertThat(event.action()).isEqualTo("webinar_attended");
        assertThat(event.lead().firstName()).contains("Mira");
        assertThat(event.raw()).isEqualTo(json(body));
        assertThat(event.unexpected())
                .containsExactlyInAnyOrder(
                        new Unexpected("action", Kind.UNKNOWN_ACTION), new Unexpected("account", Kind.UNKNOWN_KEY));
    }

    @Test
    void makesAnUnrecognizedEventOfAnActionWithoutDetails() throws Exception {
        var event = bind("{\"lead\":{\"id\":7},\"action\":\"webinar_attended\"}");

        assertThat(event)
                .isInstanceOfSatisfying(
                        UnrecognizedEvent.class,
                        unrecognized -> assertThat(unrecognized.details()).isEqualTo(JsonValue.NULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Assign_Tag", "assign_tags", "TagAssigned", "assign tag", "ASSIGN_TAG"})
    void knowsAnActionByKartrasWordOnly(String action) throws Exception {
        var event = bind("{\"lead\":{\"id\":7},\"action\":\"%s\"}".formatted(action));

        assertThat(event).isInstanceOf(UnrecognizedEvent.class);
        assertThat(event.action()).isEqualTo(action);
    }

    @Test
    void makesTheWordOfAnActionStorable() throws Exception {
        var event = bind("{\"lead\":{\"id\":7},\"action\":\" x\\u0000%s\"}".formatted("y".repeat(500)));

        assertThat(event.action()).isEqualTo("x\uFFFD" + "y".repeat(98));
    }

    @Test
    void keepsTheWholeNotificationAsItCame() throws Exception {
        var body = new String(sample(Bodies.NUMBERS), StandardCharsets.UTF_8);

        var event = bind(body);

        assertThat(event.raw()).isEqualTo(json(body));
    }

    @Test
    void makesItsInstancesAnewAtEachCall() throws Exception {
        var body = sample(Bodies.NUMBERS);

        var first = (ListSubscribed) binding.bind(ENVELOPE, body, null);
        var second = (ListSubscribed) binding.bind(ENVELOPE, body, null);

        assertThat(second.lead()).isNotSameAs(first.lead());
        assertThat(second.list()).isNotSameAs(first.list());
        assertThat(second.lead().customFields().get(0))
                .isNotSameAs(first.lead().customFields().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void bindsEveryActionEvenWithoutDetails(Action action) throws Exception {
        var event = bind("{\"lead\":{\"id\":7},\"action\":\"%s\"}".formatted(action.word()));

        assertThat(event).isNotInstanceOf(UnrecognizedEvent.class);
        assertThat(event.subject()).isEmpty();
    }

    @Test
    void readsWhatIsCompressed() throws Exception {
        var event = binding.bind(ENVELOPE, gzip(sample(Bodies.DOCUMENTED)), "gzip");

        assertThat(event).isInstanceOf(ListSubscribed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"lead\":{\"id\":1}}",
                "{\"lead\":{\"id\":1},\"action\":7}",
                "{\"lead\":{\"id\":1},\"action\":\" \"}",
                "{\"lead\":{\"id\":1},\"action\":\"assign_tag\"}{}",
                "{\"lead\":{\"id\":1,,},\"action\":\"assign_tag\"}"
            })
    void refusesWithTheReasonOfTheFirstLook(String body) {
        var reason = FirstLook.at(utf8(body), null).problem();

        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> bind(body))
                .extracting(UnreadableException::reason)
                .isEqualTo(reason);
    }

    @Test
    void followsOneHundredLevelsAndNotOneMore() throws Exception {
        var deep = bind(nested(100));

        assertThat(deep.raw()).containsKey("more");
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> bind(nested(101)))
                .withMessageStartingWith("nested deeper than 100 levels");
    }

    @Test
    void reportsNoMoreThanAnybodyReads() throws Exception {
        var keys = IntStream.range(0, 5000).mapToObj("\"k%d\":1,"::formatted).collect(Collectors.joining());

        var event = bind("{" + keys + "\"action\":\"webinar_attended\",\"lead\":{\"id\":7},}");

        assertThat(event.unexpected()).hasSize(200).contains(new Unexpected("trailing commas", Kind.REPAIRED));
        assertThat(event.raw()).hasSize(5002);
    }

    @Test
    void neverNamesAValueInWhatIsUnexpected() throws Exception {
        var event = bind(withLead(
                "{\"id\":\"mira@example.org\",\"score\":[\"mira@example.org\"],\"date_joined\":\"mira@example.org\"}"));

        assertThat(event.unexpected())
                .hasSize(3)
                .noneMatch(unexpected -> unexpected.toString().contains("mira"));
    }

    private KartraEvent bind(String body) throws UnreadableException {
        return binding.bind(ENVELOPE, utf8(body), null);
    }

    private CustomField customField(String value) throws UnreadableException {
        var event = bind(
                withLead("{\"id\":1,\"custom_fields\":[{\"field_id\":\"11\",\"field_identifier\":\"shirt_size\",%s}]}"
                        .formatted(value)));
        assertThat(event.unexpected()).isEmpty();
        return event.lead().customFields().get(0);
    }

    private static JsonValue json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
