package dev.kartrainbox.binding;

import static dev.kartrainbox.binding.Bodies.gzip;
import static dev.kartrainbox.binding.Bodies.nested;
import static dev.kartrainbox.binding.Bodies.sample;
import static dev.kartrainbox.binding.Bodies.utf8;
import static dev.kartrainbox.binding.Bodies.withLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kartrainbox.inbox.Contents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLookTest {

    private static final String NOTIFICATION = withLead("{\"id\":7,\"email\":\"Mira@Example.org\"}");

    @Test
    void understandsTheDocumentedSampleInSpiteOfItsTrailingCommas() {
        var body = sample(Bodies.DOCUMENTED);

        var contents = FirstLook.at(body, null);

        assertThat(contents).isEqualTo(new Contents("list_subscription", 1L, "johndoe@gmail.com", "i:1", true, null));
    }

    @Test
    void findsNothingToRepairInTheSampleWithNumbers() {
        var body = sample(Bodies.NUMBERS);

        var contents = FirstLook.at(body, null);

        assertThat(contents).isEqualTo(new Contents("list_subscription", 1L, "johndoe@gmail.com", "i:1", false, null));
    }

    @Test
    void knowsALeadWithoutIdByItsAddressInLowerCase() {
        var body = withLead("{\"email\":\" Mira@Example.org \"}");

        var contents = look(body);

        assertThat(contents.leadKey()).isEqualTo("e:mira@example.org");
        assertThat(contents.leadEmail()).isEqualTo("Mira@Example.org");
        assertThat(contents.leadId()).isNull();
        assertThat(contents.whyUnreadable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "\"7\", 7",
        "\" 7 \", 7",
        "\"+7\", 7",
        "7e0, 7",
        "0.7e1, 7",
        "7e-0, 7",
        "999999999999999999, 999999999999999999"
    })
    void readsAnIdAsNumberAndAsString(String json, long id) {
        var body = withLead("{\"id\":%s,\"email\":\"a@example.org\"}".formatted(json));

        var contents = look(body);

        assertThat(contents.leadId()).isEqualTo(id);
        assertThat(contents.leadKey()).isEqualTo("i:" + id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "\"0\"",
                "-3",
                "9223372036854775808",
                "99999999999999999999",
                "18446744073709551617",
                "1.7",
                "\"1.7\"",
                "1e3",
                "\"\"",
                "\"  \"",
                "\"N/A\"",
                "\"n/a\"",
                "\"seven\"",
                "null",
                "true",
                "[1]",
                "{\"id\":1}"
            })
    void goesByTheAddressWhereTheIdCannotBeRead(String json) {
        var body = withLead("{\"id\":%s,\"email\":\"a@example.org\"}".formatted(json));

        var contents = look(body);

        assertThat(contents.leadId()).isNull();
        assertThat(contents.leadKey()).isEqualTo("e:a@example.org");
        assertThat(contents.whyUnreadable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "[7]",
                "\"a@example.org\"",
                "{\"id\":\"0\",\"email\":\" \"}",
                "{\"id\":\"N/A\",\"email\":\"N/A\"}",
                "{\"id\":null,\"email\":null}",
                "{\"email\":7}",
                "{\"contact\":{\"id\":7,\"email\":\"a@example.org\"}}"
            })
    void saysThatNobodyIsNamed(String lead) {
        var body = withLead(lead);

        var contents = look(body);

        assertThat(contents.whyUnreadable())
                .contains("JSON, but not a notification: its lead has neither an id nor an e-mail address");
        assertThat(contents.action()).isEqualTo("assign_tag");
        assertThat(contents.leadKey()).isNull();
    }

    @Test
    void doesNotTakeAnIdFromAnywhereElse() {
        var body = "{\"x\":{\"id\":1},\"lead\":[7],\"action\":\"assign_tag\",\"action_details\":{\"id\":9}}";

        var contents = look(body);

        assertThat(contents.leadKey()).isNull();
        assertThat(contents.whyUnreadable()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lead\":{\"id\":1}}",
                "{\"lead\":{\"id\":1},\"action\":\"\"}",
                "{\"lead\":{\"id\":1},\"action\":\" \"}",
                "{\"lead\":{\"id\":1},\"action\":\"N/A\"}",
                "{\"lead\":{\"id\":1},\"action\":null}",
                "{\"lead\":{\"id\":1},\"action\":7}",
                "{\"lead\":{\"id\":1},\"action\":[\"assign_tag\"]}",
                "{\"lead\":{\"id\":1},\"action\":{\"action\":\"assign_tag\"}}",
                "{\"lead\":{\"id\":1,\"action\":\"assign_tag\"}}",
                "{}"
            })
    void saysThatThereIsNoAction(String body) {

        var contents = look(body);

        assertThat(contents.whyUnreadable()).contains("JSON, but not a notification: it has no action");
        assertThat(contents.action()).isNull();
    }

    @Test
    void takesTheLastOfEqualKeys() {
        var body = """
                {"lead": {"id": 1, "email": "first@example.org"}, "action": "assign_tag",
                 "lead": {"email": "old@example.org", "id": 2, "email": "last@example.org"}, "action": "unassign_tag"}""";

        var contents = look(body);

        assertThat(contents).isEqualTo(new Contents("unassign_tag", 2L, "last@example.org", "i:2", false, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"lead\":5}",
                "{\"action\":\"assign_tag\",\"lead\":{\"id\":1},\"lead\":{}}",
                "{\"action\":\"assign_tag\",\"lead\":{\"id\":1,\"id\":0}}",
                "{\"lead\":{\"id\":1},\"action\":\"assign_tag\",\"action\":null}",
                "{\"lead\":{\"id\":1},\"action\":\"assign_tag\",\"action\":[]}"
            })
    void forgetsWhatALaterEqualKeyTakesBack(String body) {

        var contents = look(body);

        assertThat(contents.whyUnreadable()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"action\":\"assign_tag\"}]", "\"assign_tag\"", "7", "null", "true"})
    void saysThatItIsNoObject(String body) {

        var contents = look(body);

        assertThat(contents.whyUnreadable()).contains("JSON, but not an object at line 1, column 1");
    }

    @Test
    void saysWhereItStopsBeingJson() {
        var body = "{\n  \"action\": \"assign_tag\",\n  \"lead\": oops\n}";

        var contents = look(body);

        assertThat(contents.whyUnreadable())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("not JSON at line 3, column ")
                        .doesNotContain("oops", "assign_tag"));
    }

    @Test
    void saysThatTheEndIsMissing() {
        var body = "{\n  \"action\": \"assign_tag\",\n  \"lead\": {\"id\": 1}";

        var contents = look(body);

        assertThat(contents.whyUnreadable()).contains("not JSON at line 3, column 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", " {\"action\":\"other\"}", "]", "}", ",", "\u0000", "\uFEFF", "0"})
    void takesNothingButWhiteSpaceBehindTheObject(String more) {
        var body = NOTIFICATION + more;

        var contents = look(body);

        assertThat(contents.whyUnreadable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("not JSON at line 1, column "));
        assertThat(contents.leadKey()).isNull();
    }

    @Test
    void takesWhiteSpaceAroundTheObject() {
        var body = " \r\n\t" + NOTIFICATION + "\r\n \t";

        var contents = look(body);

        assertThat(contents.leadKey()).isEqualTo("i:7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\uFEFF", "<html>", "lead%5Bid%5D=7&action=assign_tag", "{'action':'assign_tag'}", "{"})
    void saysThatItIsNotJson(String body) {

        var contents = look(body);

        assertThat(contents.whyUnreadable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("not JSON at line 1, column "));
    }

    @Test
    void skipsAByteOrderMark() {
        var body = "\uFEFF" + NOTIFICATION;

        var contents = look(body);

        assertThat(contents.leadKey()).isEqualTo("i:7");
        assertThat(contents.repaired()).isFalse();
    }

    @Test
    void saysWhereItStopsBeingUtf8() {
        var body = utf8("{\n  \"action\": \"é?\"}");
        body[body.length - 3] = (byte) 0xE9;

        var contents = FirstLook.at(body, null);

        assertThat(contents.whyUnreadable()).contains("not UTF-8 at line 2, column 15");
    }

    @Test
    void takesNoOtherEncodingForUtf8() {
        var truncated = Arrays.copyOf(utf8(NOTIFICATION + "é"), utf8(NOTIFICATION).length + 1);
        var surrogate = utf8(NOTIFICATION.replace("tag", "###"));
        int at = NOTIFICATION.indexOf("tag");
        surrogate[at] = (byte) 0xED;
        surrogate[at + 1] = (byte) 0xA0;
        surrogate[at + 2] = (byte) 0x80;
        var utf16 = NOTIFICATION.getBytes(StandardCharsets.UTF_16);

        var contents =
                Arrays.asList(FirstLook.at(truncated, null), FirstLook.at(surrogate, null), FirstLook.at(utf16, null));

        assertThat(contents)
                .allSatisfy(found -> assertThat(found.problem()).startsWith("not UTF-8 at line 1, column "));
    }

    @Test
    void followsOneHundredLevelsAndNotOneMore() {
        var deep = look(nested(100));
        var tooDeep = look(nested(101));

        assertThat(deep.whyUnreadable()).isEmpty();
        assertThat(deep.leadKey()).isEqualTo("i:1");
        assertThat(tooDeep.whyUnreadable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("nested deeper than 100 levels at line 1"));
    }

    @Test
    void survivesAMegabyteOfBrackets() {
        var body = "{\"lead\":" + "[".repeat(1 << 20);

        var contents = look(body);

        assertThat(contents.whyUnreadable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("nested deeper than 100 levels"));
    }

    @Test
    void isThroughWithAMegabyteOfDigitsAtOnce() {
        var digits = "9".repeat(1 << 20);
        var body = utf8("{\"action\":\"assign_tag\",\"lead\":{\"email\":\"a@example.org\",\"id\":%s,\"score\":%s}}"
                .formatted(digits, "1"));

        var contents = assertTimeoutPreemptively(Duration.ofSeconds(3), () -> FirstLook.at(body, null));

        assertThat(contents.leadKey()).isEqualTo("e:a@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void readsABodyThatIsCompressed(String contentEncoding) {
        var body = gzip(sample(Bodies.DOCUMENTED));

        var contents = FirstLook.at(body, contentEncoding);

        assertThat(contents.leadKey()).isEqualTo("i:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "identity"})
    void readsABodyThatIsDeclaredAsNotCompressed(String contentEncoding) {

        var contents = FirstLook.at(utf8(NOTIFICATION), contentEncoding);

        assertThat(contents.leadKey()).isEqualTo("i:7");
    }

    @Test
    void saysThatWhatIsDeclaredAsGzipIsNot() {
        var broken = Arrays.copyOf(gzip(utf8(NOTIFICATION)), 40);

        var contents = Arrays.asList(FirstLook.at(broken, "gzip"), FirstLook.at(utf8(NOTIFICATION), "gzip"));

        assertThat(contents).extracting(Contents::problem).containsOnly("is declared as gzip and is not");
    }

    @Test
    void unfoldsAMegabyteAndNotAByteMore() {
        var padding = " ".repeat((1 << 20) - NOTIFICATION.length());
        var largest = gzip(utf8(NOTIFICATION + padding));
        var tooLarge = gzip(utf8(NOTIFICATION + padding + " "));

        var contents = FirstLook.at(largest, "gzip");
        var bomb = FirstLook.at(tooLarge, "gzip");

        assertThat(contents.leadKey()).isEqualTo("i:7");
        assertThat(bomb.whyUnreadable()).contains("unfolds to more than 1048576 bytes");
    }

    @Test
    void unfoldsNoMoreOfABombThanItHasTo() throws Exception {
        var bomb = new ByteArrayOutputStream();
        var member = gzip(new byte[64 << 20]);
        for (int i = 0; i < 100; i++) {
            bomb.write(member); // 6.4 GiB in all
        }

        var contents = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> FirstLook.at(bomb.toByteArray(), "gzip"));

        assertThat(contents.whyUnreadable()).contains("unfolds to more than 1048576 bytes");
    }

    @Test
    void saysThatAnotherContentEncodingIsNotRead() {

        var contents = FirstLook.at(utf8(NOTIFICATION), "br");

        assertThat(contents.whyUnreadable()).contains("the content encoding is neither gzip nor identity");
    }

    @Test
    void makesWhatItFindsStorable() {
        var body = "{\"action\":\"as\\u0000sign\\uD800\",\"lead\":{\"email\":\"mi\\u0000ra\\uDC00@example.org\"}}";

        var contents = look(body);

        assertThat(contents)
                .isEqualTo(new Contents(
                        "as\uFFFDsign\uFFFD",
                        null,
                        "mi\uFFFDra\uFFFD@example.org",
                        "e:mi\uFFFDra\uFFFD@example.org",
                        false,
                        null));
    }

    @Test
    void cutsWhatItFindsToItsColumn() {
        var body = "{\"action\":\"%s\",\"lead\":{\"email\":\"%s\"}}".formatted("a".repeat(5000), "m".repeat(5000));

        var contents = look(body);

        assertThat(contents.action()).hasSize(100);
        assertThat(contents.leadEmail()).hasSize(320);
        assertThat(contents.leadKey()).hasSize(322).startsWith("e:mm");
        assertThat(contents.whyUnreadable()).isEmpty();
    }

    private static Contents look(String body) {
        return FirstLook.at(utf8(body), null);
    }
}
