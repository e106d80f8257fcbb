package dev.kartrainbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Path DATA = Path.of("data");
    private static final Path ELSEWHERE = Path.of("elsewhere").toAbsolutePath();
    private static final String KEY = "0123456789abcdef";

    @Test
    void takesTheDefaults() {
        var settings = read(Map.of());

        assertThat(settings)
                .isEqualTo(new Settings(
                        List.of(),
                        URI.create("http://localhost:8080"),
                        Proxies.NONE,
                        1_048_576,
                        Duration.ofSeconds(10),
                        ZoneId.of("America/New_York"),
                        4,
                        20,
                        8,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        DATA.resolve("kartra-inbox"),
                        DATA.resolve("kartra-inbox").resolve("journal"),
                        256L << 20,
                        Optional.empty(),
                        StandardSettings.KEEP_FOR,
                        Optional.empty()));
    }

    @Test
    void takesWhatIsSet() {
        var settings = read(Map.of(
                "KARTRA_INBOX_KEY", KEY,
                "KARTRA_INBOX_PUBLIC_URL", "https://hooks.example.org:8443",
                "KARTRA_INBOX_BODY_LIMIT", "1024",
                "KARTRA_INBOX_BODY_TIMEOUT", "60",
                "KARTRA_INBOX_TIME_ZONE", "-05:00",
                "KARTRA_INBOX_WORKERS", "9",
                "KARTRA_INBOX_DB_POOL", "21",
                "KARTRA_INBOX_ATTEMPTS", "1",
                "KARTRA_INBOX_RETRY_DELAY", "0.25",
                "KARTRA_INBOX_OBSERVER_TIMEOUT", "3600"));
        var journal = read(Map.of("KARTRA_INBOX_JOURNAL_DIR", ELSEWHERE.toString(), "KARTRA_INBOX_DISK_FLOOR", "0"));
        var metrics = read(Map.of("KARTRA_INBOX_METRICS_TOKEN", KEY));

        assertThat(settings)
                .isEqualTo(new Settings(
                        List.of(KEY),
                        URI.create("https://hooks.example.org:8443"),
                        Proxies.NONE,
                        1024,
                        Duration.ofSeconds(60),
                        ZoneId.of("-05:00"),
                        9,
                        21,
                        1,
                        Duration.ofMillis(250),
                        Duration.ofHours(1),
                        DATA.resolve("kartra-inbox"),
                        DATA.resolve("kartra-inbox").resolve("journal"),
                        256L << 20,
                        Optional.empty(),
                        StandardSettings.KEEP_FOR,
                        Optional.empty()));
        assertThat(journal.journalDirectory()).isEqualTo(ELSEWHERE);
        assertThat(journal.diskFloor()).isZero();
        assertThat(metrics.metricsToken()).hasValue(KEY);
    }

    @Test
    void takesWhatIsBlankForNotSet() {
        var settings = new SettingsReader(name -> "  ", DATA).read();

        assertThat(settings).isEqualTo(read(Map.of()));
    }

    @Test
    void takesNoNoticeOfBlanksAroundAValue() {
        var settings =
                read(Map.of("KARTRA_INBOX_ATTEMPTS", " 3 ", "KARTRA_INBOX_KEY", " " + KEY + " ,\t" + KEY + "-2 "));

        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.keys()).containsExactly(KEY, KEY + "-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KARTRA_INBOX_BODY_LIMIT   | 1023    | has to be a whole number from 1024 to 1048576",
                "KARTRA_INBOX_BODY_LIMIT   | 1048577 | has to be a whole number from 1024 to 1048576",
                "KARTRA_INBOX_BODY_LIMIT   | 1M      | has to be a whole number from 1024 to 1048576",
                "KARTRA_INBOX_BODY_TIMEOUT | 0       | has to be a whole number from 1 to 60",
                "KARTRA_INBOX_BODY_TIMEOUT | 61      | has to be a whole number from 1 to 60",
                "KARTRA_INBOX_BODY_TIMEOUT | 10s     | has to be a whole number from 1 to 60",
                "KARTRA_INBOX_WORKERS      | 65      | has to be a whole number from 0 to 64",
                "KARTRA_INBOX_WORKERS      | -1      | has to be a whole number from 0 to 64",
                "KARTRA_INBOX_WORKERS      | 99999999999 | has to be a whole number from 0 to 64",
                "KARTRA_INBOX_DB_POOL      | 3       | has to be a whole number from 4 to 1000",
                "KARTRA_INBOX_DB_POOL      | many    | has to be a whole number from 4 to 1000",
                "KARTRA_INBOX_METRICS_TOKEN | short  | has to have 16 to 128 characters of A-Z a-z 0-9 _ -; `openssl rand -hex 24` makes a good one",
                "KARTRA_INBOX_ATTEMPTS     | 0       | has to be a whole number from 1 to 100",
                "KARTRA_INBOX_ATTEMPTS     | 101     | has to be a whole number from 1 to 100",
                "KARTRA_INBOX_RETRY_DELAY  | 0.009   | has to be a number of seconds from 0.01 to 86400",
                "KARTRA_INBOX_RETRY_DELAY  | 86401   | has to be a number of seconds from 0.01 to 86400",
                "KARTRA_INBOX_RETRY_DELAY  | soon    | has to be a number of seconds from 0.01 to 86400",
                "KARTRA_INBOX_RETRY_DELAY  | 1e999999999 | has to be a number of seconds from 0.01 to 86400",
                "KARTRA_INBOX_OBSERVER_TIMEOUT | 0      | has to be a whole number from 1 to 3600",
                "KARTRA_INBOX_OBSERVER_TIMEOUT | 3601   | has to be a whole number from 1 to 3600",
                "KARTRA_INBOX_OBSERVER_TIMEOUT | 0.5    | has to be a whole number from 1 to 3600",
                "KARTRA_INBOX_JOURNAL_DIR  | journal | has to be the absolute path of a directory",
                "KARTRA_INBOX_DISK_FLOOR   | -1      | has to be a whole number from 0 to 1048576",
                "KARTRA_INBOX_DISK_FLOOR   | 256M    | has to be a whole number from 0 to 1048576",
                "KARTRA_INBOX_TIME_ZONE    | New York | has to name a time zone, for example America/New_York",
                "KARTRA_INBOX_TIME_ZONE    | EDT     | has to name a time zone, for example America/New_York",
            })
    void namesABadValueAndWhatToDo(String name, String value, String advice) {
        var problem = problem(Map.of(name, value));

        assertThat(problem).contains(name + " " + advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks.example.org",
                "ftp://hooks.example.org",
                "https://",
                "https:hooks",
                "https://hooks.example.org/kartra",
                "https://hooks.example.org/outbound/0123456789abcdef",
                "https://hooks.example.org?key=0123456789abcdef",
                "https://hooks.example.org#0123456789abcdef",
                "https://me:0123456789abcdef@hooks.example.org",
                "https://hooks example org"
            })
    void namesAPublicUrlThatIsNoneAndDoesNotRepeatIt(String url) {
        var problem = problem(Map.of("KARTRA_INBOX_PUBLIC_URL", url));

        assertThat(problem)
                .contains("KARTRA_INBOX_PUBLIC_URL has to be http:// or https:// with a host")
                .doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tooShort-012345",
                "0123456789abcdef+",
                "0123456789abcdef/",
                "0123 456789abcdef",
                "0123456789\u00E4bcdef"
            })
    void namesABadKeyByItsPlaceAndNeverRepeatsIt(String bad) {
        var problem = problem(Map.of("KARTRA_INBOX_KEY", KEY + "," + bad));

        assertThat(problem)
                .contains("key 2 of KARTRA_INBOX_KEY has to have 16 to 128 characters of A-Z a-z 0-9 _ -")
                .contains("`openssl rand -hex 24` makes a good one")
                .doesNotContain(bad, KEY, "key 1");
    }

    @Test
    void takesKeysOfSixteenToOneHundredTwentyEightCharacters() {
        var longest = "k".repeat(128);

        assertThat(read(Map.of("KARTRA_INBOX_KEY", KEY + "," + longest)).keys()).containsExactly(KEY, longest);
        assertThat(problem(Map.of("KARTRA_INBOX_KEY", longest + "k"))).contains("key 1 of KARTRA_INBOX_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + ",", "," + KEY, KEY + ",,another-key-here-1"})
    void namesAKeyThatIsMissingBetweenCommas(String keys) {
        assertThat(problem(Map.of("KARTRA_INBOX_KEY", keys))).contains("of KARTRA_INBOX_KEY has to have");
    }

    @Test
    void namesAKeyThatIsThereTwiceAndDoesNotRepeatIt() {
        var problem = problem(Map.of("KARTRA_INBOX_KEY", KEY + ", " + KEY));

        assertThat(problem)
                .contains("KARTRA_INBOX_KEY names the same key twice")
                .doesNotContain(KEY);
    }

    @Test
    void namesAllProblemsAtOnce() {
        var problem = problem(Map.of(
                "KARTRA_INBOX_KEY", "short",
                "KARTRA_INBOX_PUBLIC_URL", "nowhere",
                "KARTRA_INBOX_BODY_LIMIT", "x",
                "KARTRA_INBOX_TIME_ZONE", "x",
                "KARTRA_INBOX_ATTEMPTS", "x",
                "KARTRA_INBOX_RETRY_DELAY", "x"));

        assertThat(problem)
                .startsWith("Kartra Inbox does not start, its settings need a change: ")
                .endsWith("The README lists all settings.")
                .contains(
                        "KARTRA_INBOX_KEY",
                        "KARTRA_INBOX_PUBLIC_URL",
                        "KARTRA_INBOX_BODY_LIMIT",
                        "KARTRA_INBOX_TIME_ZONE",
                        "KARTRA_INBOX_ATTEMPTS",
                        "KARTRA_INBOX_RETRY_DELAY");
    }

    @ParameterizedTest
    @CsvSource({"9, 20", "1, 4", "1, 5", "64, 130"})
    void takesAsManyWorkersAsThePoolHasConnectionsFor(int workers, int pool) {
        var settings = read(workersAndPool(workers, pool));

        assertThat(settings.workers()).isEqualTo(workers);
    }

    @ParameterizedTest
    @CsvSource({"10, 20, 22, 9", "2, 4, 6, 1", "2, 5, 6, 1", "64, 129, 130, 63"})
    void saysHowManyWorkersAPoolIsEnoughFor(int workers, int pool, int enough, int most) {
        var problem = problem(workersAndPool(workers, pool));

        assertThat(problem)
                .contains("KARTRA_INBOX_WORKERS is %d".formatted(workers))
                .contains("set the pool to %d or more, or have at most %d workers".formatted(enough, most));
    }

    private static Map<String, String> workersAndPool(int workers, int pool) {
        return Map.of("KARTRA_INBOX_WORKERS", String.valueOf(workers), "KARTRA_INBOX_DB_POOL", String.valueOf(pool));
    }

    private static Settings read(Map<String, String> values) {
        return new SettingsReader(values::get, DATA).read();
    }

    private static String problem(Map<String, String> values) {
        return catchThrowableOfType(IllegalStateException.class, () -> read(values))
                .getMessage();
    }
}
