package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {

    private final FakeFrontDoor kartraInbox = FakeFrontDoor.open();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter printed = new StringWriter();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        kartraInbox.close();
        assertThat(printed.toString()).doesNotContain(FakeFrontDoor.KEY);
    }

    @Test
    void sendsOneAndShowsTheAnswer() {
        assertThat(run("one assign_tag --url " + kartraInbox.url())).isZero();

        assertThat(printed).hasToString("200%n{\"kept\":true,\"key\":\"KEY\",\"beep\":\"?\"}%n".formatted());
        assertThat(kartraInbox.bodies()).singleElement().asString().contains("\"tag_id\": \"502\"");
    }

    @Test
    void sendsOneWithNumbers() {
        run("one assign_tag --typing numbers --url " + kartraInbox.url());

        assertThat(kartraInbox.bodies()).singleElement().asString().contains("\"tag_id\": 502");
    }

    @Test
    void sendsAllSamples() {
        assertThat(run("all --url " + kartraInbox.url())).isZero();

        assertThat(kartraInbox.bodies()).hasSize(50);
        assertThat(printed.toString().lines())
                .contains("200  assign_tag (strings)", "200  cancel_subscription (numbers)", "Answers   200: 50");
    }

    @Test
    void sendsAllSamplesOfOneTyping() {
        assertThat(run("all --typing numbers --quiet --url " + kartraInbox.url()))
                .isZero();

        assertThat(kartraInbox.bodies()).hasSize(25);
        assertThat(printed.toString()).doesNotContain("(strings)");
    }

    @Test
    void sendsAStream() {
        assertThat(run("stream --count 200 --odd 10 --broken 10 --duplicates 5 --disorder 5 --seed 42 --leads 7"
                        + " --connections 3 --rate 5000 --quiet --url " + kartraInbox.url()))
                .isZero();

        assertThat(kartraInbox.bodies()).hasSize(200);
        assertThat(printed.toString())
                .contains("Sent      200 in", "Answers   202: ", "p99", "from when each was due", "Seed      42");
    }

    @Test
    void sendsOnlyTheActionsAskedFor() {
        run("stream --count 20 --action video_play,filled_form --typing strings --url " + kartraInbox.url());

        assertThat(kartraInbox.bodies())
                .hasSize(20)
                .allMatch(body -> body.contains("\"video_play\"") || body.contains("\"filled_form\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one assign_tag", "all", "stream --count 10"})
    void failsWhereAnAnswerIsNotTheExpectedOne(String command) {
        kartraInbox.answers(promised -> 503);

        assertThat(run(command + " --url " + kartraInbox.url())).isOne();

        assertThat(printed.toString()).contains("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one assign_tag", "all", "stream --count 10"})
    void explainsThatTheKeyIsUnknown(String command) {
        assertThat(run(command + " --url " + kartraInbox.url() + "x")).isOne();

        assertThat(printed.toString()).contains("does not know the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one assign_tag", "all", "stream --count 100000"})
    void saysHowToStartTheServerWhereNobodyAnswers(String command) {
        kartraInbox.close();

        assertThat(run(command + " --url " + kartraInbox.url())).isOne();

        assertThat(printed.toString())
                .contains("connection refused", "mvn wildfly:run")
                .hasLineCount(2);
    }

    @Test
    void findsTheUrlThatTheServerWrote() throws IOException {
        var file = directory.resolve(Address.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, kartraInbox.url() + System.lineSeparator());
        environment.put("KARTRA_INBOX_KEY", "another-key-of-another-server");

        assertThat(run("one assign_tag")).isZero();
    }

    @Test
    void findsTheUrlInTheSettings() {
        environment.put("KARTRA_INBOX_KEY", FakeFrontDoor.KEY + ",another-key-being-rotated");
        environment.put(
                "KARTRA_INBOX_PUBLIC_URL", kartraInbox.url().resolve("/").toString());

        assertThat(run("one assign_tag")).isZero();
    }

    @Test
    void saysWhatToDoWhereThereIsNoUrl() {
        assertThat(run("all")).isEqualTo(2);

        assertThat(printed.toString()).contains("mvn wildfly:run", "KARTRA_INBOX_KEY", "--url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "localhost:8080/", "http:///", "http://[", "http://example.org/ x"})
    void refusesWhatIsNoUrlOfHttp(String url) {
        int code = SimulateCommand.commandLine(address())
                .setErr(new PrintWriter(printed))
                .execute("one", "assign_tag", "--url", url + FakeFrontDoor.KEY);

        assertThat(code).isEqualTo(2);
        assertThat(printed.toString()).contains("The URL has to be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one",
                "one tag_applied",
                "one assign_tag --typing words",
                "stream --action assign_tag,tag_applied",
                "stream --count many",
                "stream --count 0",
                "stream --rate -1",
                "stream --connections 0",
                "stream --odd 60 --broken 60",
                "stream http://localhost:1/kartra-inbox/outbound/" + FakeFrontDoor.KEY,
                "strem",
                ""
            })
    void saysWhatIsWrongWithTheWords(String words) {
        environment.put("KARTRA_INBOX_KEY", FakeFrontDoor.KEY);

        assertThat(run(words)).isEqualTo(2);

        assertThat(printed.toString())
                .contains("--help", "mvn -q exec:java@simulate")
                .doesNotContain("Exception");
        assertThat(kartraInbox.bodies()).isEmpty();
    }

    @Test
    void namesTheActionsThereAre() {
        run("one tag_applied");

        assertThat(printed.toString()).contains("tag_applied", "assign_tag", "cancel_subscription");
    }

    @Test
    void helpsWithEveryOption() {
        assertThat(help("stream"))
                .contains(List.of(
                        "--count",
                        "--rate",
                        "--leads",
                        "--connections",
                        "--seed",
                        "--duplicates",
                        "--disorder",
                        "--odd",
                        "--broken",
                        "--action",
                        "--typing",
                        "--quiet",
                        "--url",
                        "Examples:"));
        assertThat(help("all")).contains("--typing", "--quiet", "--url", "Examples:");
        assertThat(help("one")).contains("ACTION", "--typing", "--url", "Examples:");
        assertThat(help("")).contains("one", "all", "stream", "mvn -q exec:java@simulate", "Examples:");
    }

    private String help(String command) {
        printed.getBuffer().setLength(0);
        assertThat(run((command + " --help").strip())).isZero();
        return printed.toString();
    }

    private int run(String words) {
        var out = new PrintWriter(printed);
        return SimulateCommand.commandLine(address())
                .setOut(out)
                .setErr(out)
                .execute(words.isEmpty() ? new String[0] : words.split(" "));
    }

    private Address address() {
        return new Address(environment::get, directory);
    }
}
