package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kartrainbox.binding.Binding;
import dev.kartrainbox.binding.Bindings;
import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.binding.UnreadableException;
import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.kartra.Envelope;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a fuzzer makes of Kartra's samples: looked at and bound in this JVM, where Jazzer sees which ways the code takes
 * and tries for new ones, then sent to a server. {@code -Dfuzz.duration=10m} has it go on for longer.
 */
class FuzzIT {

    private static final Duration READY = Duration.ofSeconds(90);

    /** Within reach of the fuzzer, which makes nothing above 4 KiB of samples that are smaller. */
    private static final int BODY_LIMIT = 3072;

    /** All that is logged of a delivery. */
    private static final Pattern LOGGED = Pattern.compile(
            "\\S+ \\S+ \\w+ +\\[dev\\.kartrainbox\\.[^]]+] \\([^)]+\\) [-0-9a-f]{36} (?:"
                    + "QUARANTINED: (?<problem>.*)|DUPLICATE of [-0-9a-f]{36}: the same .*|[A-Z]\\w+ (?:[a-z_0-9]+|\\(not a plain word\\)), attempt 1)");

    private static final Set<String> LIKENESSES = new HashSet<>();

    private static Binding binding;
    private static ServerProcess server;
    private static long linesAtStart;
    private static MailBag bag;

    @BeforeAll
    static void startTheServer() throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("KARTRA_INBOX_BODY_LIMIT", String.valueOf(BODY_LIMIT));
        settings.put("KARTRA_INBOX_ATTEMPTS", "1");
        // two that work on one lead, known by id and by address, get into each other's way and would try again
        settings.put("KARTRA_INBOX_WORKERS", "1");
        if (Database.isPostgresql()) {
            settings.putAll(Database.named("fuzzed", null).settings());
        }
        server = ServerProcess.named("fuzzed", Wars.built(), settings);
        server.start().awaitReady(READY);
        linesAtStart = log().count();
        var database = Database.isPostgresql()
                ? new Database(settings.get("KARTRA_INBOX_DB_URL"), "postgres", "postgres")
                : Database.named("fuzzed", server.data());
        bag = new MailBag(new Sender(server.url()), database, BODY_LIMIT);
        binding = Bindings.inZone("America/New_York");
    }

    static Stream<byte[]> seeds() {
        var samples = Sample.all().stream().map(Sample::body).toList();
        var documented = Stream.of("list_subscription.as-documented", "list_subscription.as-documented-numbers")
                .map(Sender::sample);
        var gzipped = Stream.of(Parcel.gzip(samples.get(0)));
        return Stream.of(samples.stream(), documented, gzipped, Variation.scripts())
                .flatMap(Function.identity());
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "/dev/kartrainbox/fuzz.dict")
    @FuzzTest
    void answersAndKeepsWhateverIsSent(byte[] input) {
        var parcel = Parcel.of(Variation.isScript(input) ? Variation.of(input) : input);
        var firstLook = FirstLook.at(parcel.body(), parcel.contentEncoding());
        var likeness = parcel.passes(() -> likeness(firstLook, parcel));
        if (LIKENESSES.add(likeness) || parcel.isOneOfAFew()) {
            bag.add(parcel, firstLook);
        }
    }

    /** What the binding, which has to agree with the first look, sees in a parcel; others like it are sent now and then only. */
    private static String likeness(Contents firstLook, Parcel parcel) {
        try {
            var event = bound(parcel);
            assertThat(bound(parcel).unexpected()).isEqualTo(event.unexpected());
            if (firstLook.problem() == null) {
                assertThat(event.action()).isEqualTo(firstLook.action());
                assertThat(event.lead().key()).hasValue(firstLook.leadKey());
            } else {
                assertThat(firstLook.problem()).startsWith("JSON, but not a notification: ");
            }
            return event.getClass().getSimpleName() + event.unexpected();
        } catch (UnreadableException e) {
            assertThat(firstLook.problem()).isEqualTo(e.reason());
            return e.reason();
        }
    }

    private static KartraEvent bound(Parcel parcel) throws UnreadableException {
        var envelope = new Envelope(new UUID(0, 0), Instant.EPOCH, 1, false);
        return binding.bind(envelope, parcel.body(), parcel.contentEncoding());
    }

    @AfterAll
    static void hasLoggedNothingThatWasSent() throws IOException {
        try (var running = server;
                var sending = bag) {
            sending.empty();
            try (var lines = log()) {
                assertThat(lines.skip(linesAtStart)
                                .filter(line -> !isKnown(line))
                                .limit(10))
                        .isEmpty();
            }
            System.out.printf("fuzzed: %d kinds of notifications, answers %s%n", LIKENESSES.size(), bag.answers());
        }
    }

    private static boolean isKnown(String line) {
        var logged = LOGGED.matcher(line);
        return logged.matches()
                && (logged.group("problem") == null || bag.problems().contains(logged.group("problem")));
    }

    private static Stream<String> log() throws IOException {
        return server.log().lines();
    }
}
