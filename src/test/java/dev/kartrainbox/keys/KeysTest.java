package dev.kartrainbox.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final String KEY = "0123456789abcdef";
    private static final String OTHER = "another-key-here-1";

    @TempDir
    Path directory;

    private final List<AccessKey> stored = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void findEachOfThem(int place) throws Exception {
        var all = List.of(KEY, OTHER, "the-third-of-them");
        var keys = load(all);

        assertThat(keys.find(all.get(place)))
                .hasValueSatisfying(found -> assertThat(found.name())
                        .isEqualTo(LiveKey.of(all.get(place)).name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0123456789abcde", "0123456789abcdefg", "0123456789ABCDEF", KEY + "/", OTHER})
    void findNoOther(String key) throws Exception {
        var keys = load(List.of(KEY));

        assertThat(keys.find(key)).isEmpty();
    }

    @Test
    void findTheOneForTrialsUnderItsOwnName() throws Exception {
        var keys = load(List.of(KEY));

        assertThat(keys.find(keys.trialKey.secret())).map(LiveKey::name).contains(TrialKey.NAME);
        assertThat(keys.names()).doesNotContain(TrialKey.NAME);
        assertThat(new TrialKey().secret()).isNotEqualTo(keys.trialKey.secret());
    }

    @Test
    void compareAllOfThemWhetherOneMatchedAlreadyOrNot() throws Exception {
        var hash = LiveKey.hash(KEY);
        stored.add(new AccessKey(new LiveKey("first", hash), Instant.EPOCH));
        stored.add(new AccessKey(new LiveKey("last", hash), Instant.EPOCH));
        var keys = load(List.of());

        assertThat(keys.find(KEY)).map(LiveKey::name).contains("last");
    }

    @Test
    void areThoseOfTheEnvironmentAloneWhereThereAreAny() throws Exception {
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));

        var keys = load(List.of(KEY));

        assertThat(keys.find(KEY)).isPresent();
        assertThat(keys.find(OTHER)).isEmpty();
        assertThat(keys.names()).containsExactly(LiveKey.of(KEY).name());
        assertThat(keys.urlFile()).isEmpty();
    }

    @Test
    void areThoseOfTheDatabaseOtherwise() throws Exception {
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));

        var keys = load(List.of());

        assertThat(keys.find(OTHER)).isPresent();
        assertThat(stored).hasSize(1);
    }

    @Test
    void areMadeAtTheFirstStart() throws Exception {
        var keys = load(List.of());

        var url = Files.readString(keys.urlFile().orElseThrow()).strip();
        var key = url.substring(url.lastIndexOf('/') + 1);
        assertThat(url).isEqualTo("https://hooks.example.org/kartra-inbox/outbound/" + key);
        assertThat(key).matches("[A-Za-z0-9_-]{32}");
        assertThat(keys.find(key)).isPresent();
        assertThat(stored).singleElement().matches(made -> made.live().matches(LiveKey.hash(key)));
    }

    @Test
    void areNeverMadeTheSameTwice() throws Exception {
        var urls = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            stored.clear();
            Files.deleteIfExists(directory.resolve("live-keys"));
            urls.add(Files.readString(load(List.of()).urlFile().orElseThrow()));
        }

        assertThat(urls).doesNotHaveDuplicates();
    }

    @Test
    void standInAFileThatOnlyTheServersUserReads() throws Exception {
        var file = load(List.of()).urlFile().orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void areTheSameAfterARestart() throws Exception {
        var file = load(List.of()).urlFile().orElseThrow();
        var url = Files.readString(file);

        var keys = load(List.of());

        assertThat(Files.readString(file)).isEqualTo(url);
        assertThat(stored).hasSize(1);
        assertThat(keys.find(url.strip().substring(url.lastIndexOf('/') + 1))).isPresent();
    }

    @Test
    void areWrittenDownAnewWhenThePublicUrlChanges() throws Exception {
        var url = Files.readString(load(List.of()).urlFile().orElseThrow());

        var keys = load(List.of(), "https://moved.example.org");

        assertThat(Files.readString(keys.urlFile().orElseThrow()))
                .isEqualTo(url.replace("hooks.example.org", "moved.example.org"));
    }

    @Test
    void leaveAFileAloneWhoseKeyIsNotLive() throws Exception {
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));
        var file = Files.writeString(directory.resolve("outbound-url"), "https://hooks.example.org/outbound/" + KEY);

        load(List.of(), "https://moved.example.org");

        assertThat(file).hasContent("https://hooks.example.org/outbound/" + KEY);
    }

    @Test
    void areNotMadeWhereTheirFileCannotBeWritten() throws Exception {
        Files.delete(directory);
        Files.write(directory, "a file in the way".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> load(List.of()))
                .withMessage(
                        "Kartra Inbox does not start: cannot write its URL to %s", directory.resolve("outbound-url"));
        assertThat(stored).isEmpty();
    }

    @Test
    void areKnownWithoutTheDatabaseOnceItWasThere() throws Exception {
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));
        load(List.of());

        var keys = keysWithoutDatabase();

        assertThat(keys.find(OTHER)).isPresent();
        assertThat(keys.find(KEY)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("live-keys"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("live-keys")).content().doesNotContain(OTHER);
    }

    @Test
    void areMadeWithoutTheDatabaseAndStoredLater() throws Exception {
        var keys = keysWithoutDatabase();
        var url = Files.readString(keys.urlFile().orElseThrow()).strip();
        var made = url.substring(url.lastIndexOf('/') + 1);
        assertThat(keys.find(made)).isPresent();
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH)); // by another node

        keys.load(new SchemaReady("PostgreSQL"));

        assertThat(keys.find(made)).isPresent();
        assertThat(keys.find(OTHER)).isPresent();
        assertThat(stored).hasSize(2);
    }

    @Test
    void areNoLongerLiveOnceTheDatabaseHasThemNoMore() throws Exception {
        var url = Files.readString(load(List.of()).urlFile().orElseThrow()).strip();
        stored.clear();
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));

        var keys = load(List.of());

        assertThat(keys.find(url.substring(url.lastIndexOf('/') + 1))).isEmpty();
        assertThat(keysWithoutDatabase().find(url.substring(url.lastIndexOf('/') + 1)))
                .isEmpty();
    }

    @Test
    void outliveTheDatabaseThatHeldThem() throws Exception {
        var url = Files.readString(load(List.of()).urlFile().orElseThrow()).strip();
        stored.clear();

        var keys = load(List.of());

        assertThat(keys.find(url.substring(url.lastIndexOf('/') + 1))).isPresent();
        assertThat(stored).hasSize(1);
    }

    @Test
    void areThatOfTheUrlFileWhereThereIsNeitherCopyNorDatabase() throws Exception {
        Files.writeString(directory.resolve("outbound-url"), "https://hooks.example.org/outbound/" + KEY);

        assertThat(keysWithoutDatabase().find(KEY)).isPresent();
    }

    @Test
    void areReadFromTheDatabaseWhereTheCopyIsBroken() throws Exception {
        Files.writeString(directory.resolve("live-keys"), "stored nonsense");
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));

        assertThat(load(List.of()).find(OTHER)).isPresent();
        assertThat(keysWithoutDatabase().find(OTHER)).isPresent();
    }

    @Test
    void areThoseThatAnyNodeMadeOrEndedSince() throws Exception {
        stored.add(new AccessKey(LiveKey.of(OTHER), Instant.EPOCH));
        var keys = load(List.of());
        stored.get(0).endAt(Instant.EPOCH);
        stored.add(new AccessKey(LiveKey.of(KEY), Instant.EPOCH));

        keys.refresh();

        assertThat(keys.find(OTHER)).isEmpty();
        assertThat(keys.find(KEY)).isPresent();
        assertThat(keysWithoutDatabase().names())
                .containsExactly(LiveKey.of(KEY).name());
    }

    @Test
    void areNoneWhereAllWereEnded() throws Exception {
        load(List.of());
        stored.get(0).endAt(Instant.EPOCH);

        var keys = load(List.of());

        assertThat(keys.names()).isEmpty();
        assertThat(stored).hasSize(1);
        assertThat(keysWithoutDatabase().names()).isEmpty();
    }

    private Keys load(List<String> environment) throws Exception {
        return load(environment, "https://hooks.example.org");
    }

    private Keys load(List<String> environment, String publicUrl) throws Exception {
        var keys = keys(environment, publicUrl);
        keys.begin(this);
        keys.load(new SchemaReady("H2"));
        keys.beginWithoutDatabase(this);
        return keys;
    }

    private Keys keysWithoutDatabase() {
        var keys = keys(List.of(), "https://hooks.example.org");
        keys.begin(this);
        keys.beginWithoutDatabase(this);
        return keys;
    }

    private Keys keys(List<String> environment, String publicUrl) {
        var keys = new Keys();
        keys.trialKey = new TrialKey();
        keys.settings = new Settings(
                environment,
                URI.create(publicUrl),
                Proxies.NONE,
                1024,
                Duration.ofSeconds(10),
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                directory,
                directory.resolve("journal"),
                256L << 20,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
        keys.storedKeys = new StoredKeys();
        keys.storedKeys.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        keys.storedKeys.entityManager = storedKeys();
        return keys;
    }

    /** Knows one query, and how to persist. */
    private EntityManager storedKeys() {
        return fake(EntityManager.class, (method, argument) -> {
            if (method.equals("persist")) {
                stored.add((AccessKey) argument);
                return null;
            }
            if (method.equals("flush")) {
                return null;
            }
            assertThat(method).isEqualTo("createNamedQuery");
            return fake(TypedQuery.class, (name, nothing) -> List.copyOf(stored).stream());
        });
    }

    private interface Method {
        Object call(String name, Object firstArgument);
    }

    private static <T> T fake(Class<T> type, Method behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        behaviour.call(method.getName(), arguments == null ? null : arguments[0])));
    }
}
