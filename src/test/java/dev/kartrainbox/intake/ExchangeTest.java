package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Contents;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.settings.Proxies;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StandardSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

    private static final int LIMIT = 20_000;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final Origin ORIGIN = new Origin("key-1", "203.0.113.24", null, null, "");
    private static final byte[] NOTIFICATION =
            "{\"lead\":{\"id\":7},\"action\":\"assign_tag\"}".getBytes(StandardCharsets.UTF_8);

    private final FakeInbox inbox = new FakeInbox();
    private final FakeResponse response = new FakeResponse();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IntakeMeters meters = MeteredIntake.on(registry);
    private final FakeRequest request = new FakeRequest("POST", "/key", response);

    @Test
    void hasABodyKeptAsItArrived() throws Exception {
        begin();

        request.sends("{\"lead\":{\"id\":7},".getBytes(StandardCharsets.UTF_8));
        request.sends("\"action\":".getBytes(StandardCharsets.UTF_8));
        request.sends("\"assign_tag\"}".getBytes(StandardCharsets.UTF_8));
        request.ends();

        assertThat(inbox.body()).isEqualTo(NOTIFICATION);
    }

    @Test
    void hasABodyKeptOfWhichAllHasArrivedBeforeItIsRead() throws Exception {
        begin();

        request.sendsTheLast(NOTIFICATION);

        assertThat(inbox.body()).isEqualTo(NOTIFICATION);
    }

    @Test
    void answersOnlyOnceItIsKept() throws Exception {
        begin();

        request.sends(NOTIFICATION);
        request.ends();
        assertThat(response.isAnswered()).isFalse();
        inbox.confirms();
        response.isWritable();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).contains("\"kept\":true", "\"action\":\"assign_tag\"");
        assertThat(request.completed()).isEqualTo(1);
    }

    @Test
    void answersThatWhatItCannotReadIsKeptToo() throws Exception {
        begin();

        request.sends(new byte[] {'{', (byte) 0xFF});
        request.ends();
        inbox.confirms();
        response.isWritable();

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).contains("\"kept\":true", "not UTF-8 at line 1, column 2");
        assertThat(inbox.body()).isEqualTo(new byte[] {'{', (byte) 0xFF});
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        begin();

        request.ends();

        assertThat(response.status()).isEqualTo(400);
        assertThat(inbox.body()).isNull();
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        begin();

        sendsInParts(LIMIT);
        request.ends();

        assertThat(inbox.body()).hasSize(LIMIT);
    }

    @Test
    void refusesABodyThatGrowsBeyondTheLimitAndNeverCutsIt() throws Exception {
        begin();

        sendsInParts(LIMIT + 1);
        request.ends();

        assertThat(response.status()).isEqualTo(413);
        assertThat(inbox.body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "40", "4096", "20000", "9000000000"})
    void readsToTheEndWhateverLengthWasDeclared(String length) throws Exception {
        request.with("Content-Length", length);
        begin();

        sendsInParts(LIMIT);
        request.ends();

        assertThat(inbox.body()).hasSize(LIMIT);
    }

    @Test
    void refusesABodyThatDoesNotArriveInTime() throws Exception {
        var exchange = begin();
        request.sends(NOTIFICATION);

        exchange.expire(System.nanoTime() + BODY_TIMEOUT.minusSeconds(1).toNanos());
        assertThat(response.isAnswered()).isFalse();
        exchange.expire(System.nanoTime() + BODY_TIMEOUT.toNanos());
        request.ends();

        assertThat(response.status()).isEqualTo(408);
        assertThat(inbox.body()).isNull();
    }

    @Test
    void saysThatItIsUnknownWhenKeepingTakesTooLong() throws Exception {
        var exchange = begin();
        request.sends(NOTIFICATION);
        request.ends();

        exchange.expire(System.nanoTime() + BODY_TIMEOUT.toNanos());
        assertThat(response.isAnswered()).isFalse();
        exchange.expire(System.nanoTime() + Duration.ofSeconds(15).toNanos());
        inbox.confirms();
        response.isWritable();

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsKey("Retry-After");
        assertThat(response.body()).contains("could not be confirmed");
    }

    @Test
    void saysSoWhenItCannotBeKept() throws Exception {
        begin();

        request.sends(NOTIFICATION);
        request.ends();
        inbox.fails();
        response.isWritable();

        assertThat(response.status()).isEqualTo(503);
    }

    @Test
    void saysSoWhenTheInboxFailsBeforeItTakesTheBody() throws Exception {
        var broken = new Inbox() {
            @Override
            public CompletionStage<Delivery> keep(Origin origin, Contents contents, byte[] body) {
                throw new OutOfMemoryError("no room");
            }
        };
        begin(broken);

        request.sends(NOTIFICATION);
        request.ends();
        response.isWritable();

        assertThat(response.status()).isEqualTo(503);
    }

    @Test
    void neverSays200ToASenderThatBreaksOff() throws Exception {
        begin();
        request.sends(NOTIFICATION);

        request.breaks(new IOException("no chunk"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(request.completed()).isEqualTo(1);
        assertThat(inbox.body()).isNull();
    }

    @Test
    void neverSays200WhenTheServerReportsAnError() throws Exception {
        var exchange = begin();

        exchange.onError(new IOException("connection reset"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(request.completed()).isEqualTo(1);
    }

    @Test
    void answersTheSameWhateverHappensAfterwards() throws Exception {
        var exchange = begin();
        request.ends();

        request.ends();
        exchange.expire(System.nanoTime() + Duration.ofMinutes(5).toNanos());
        exchange.onError(new IOException("connection reset"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(inbox.body()).isNull();
    }

    @Test
    void isCountedOnceWithItsActionAndWhatItTook() throws Exception {
        var exchange = begin();

        request.sends(NOTIFICATION);
        request.ends();
        inbox.confirms();
        response.isWritable();
        exchange.onError(new IOException("connection reset"));

        assertThat(counted()).containsExactly("assign_tag key-1 200 1.0");
        assertThat(registry.get("kartra.inbox.received").counter().count()).isEqualTo(NOTIFICATION.length);
        assertThat(registry.get("kartra.inbox.keep").timer().count()).isEqualTo(1);
    }

    @Test
    void isCountedWhenItsTimeIsUpAndAgainWhenItTurnsOutToBeKept() throws Exception {
        var exchange = begin();
        request.sends(NOTIFICATION);
        request.ends();

        exchange.expire(System.nanoTime() + Duration.ofMinutes(5).toNanos());
        inbox.confirms();

        assertThat(counted()).containsExactly("assign_tag key-1 503 1.0");
        assertThat(registry.get("kartra.inbox.keep").timer().count()).isEqualTo(1);
    }

    @Test
    void isCountedAsUnconfirmed() throws Exception {
        begin();
        request.sends(NOTIFICATION);
        request.ends();

        inbox.fails();

        assertThat(counted()).containsExactly("assign_tag key-1 503 1.0");
        assertThat(registry.get("kartra.inbox.keep.failures").counter().count()).isEqualTo(1);
        assertThat(registry.get("kartra.inbox.keep").timer().count()).isZero();
    }

    @Test
    void isCountedOnceWhenTheSenderGoesAway() throws Exception {
        var exchange = begin();
        request.sends(new byte[10]);

        request.breaks(new IOException("connection reset"));
        exchange.onError(new IOException("connection reset"));

        assertThat(counted()).containsExactly("(none) key-1 400 1.0");
        assertThat(registry.get("kartra.inbox.received").counter().count()).isEqualTo(10);
    }

    private List<String> counted() {
        return registry.get("kartra.inbox.requests").counters().stream()
                .map(counter -> String.join(
                        " ",
                        counter.getId().getTag("action"),
                        counter.getId().getTag("key"),
                        counter.getId().getTag("answer"),
                        String.valueOf(counter.count())))
                .toList();
    }

    private Exchange begin() throws IOException {
        return begin(inbox);
    }

    private Exchange begin(Inbox inbox) throws IOException {
        var exchange = new Exchange(request.asyncContext(), ORIGIN, settings(), inbox, new Deadlines(), meters);
        exchange.begin();
        return exchange;
    }

    private void sendsInParts(int size) throws IOException {
        for (int sent = 0; sent < size; sent += 3000) {
            request.sends(new byte[Math.min(3000, size - sent)]);
        }
    }

    static Settings settings() {
        return settings(BODY_TIMEOUT);
    }

    static Settings settings(Duration bodyTimeout) {
        return new Settings(
                List.of("0123456789abcdef"),
                URI.create("https://hooks.example.org"),
                Proxies.NONE,
                LIMIT,
                bodyTimeout,
                ZoneOffset.UTC,
                4,
                20,
                8,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Path.of("data"),
                Path.of("data", "journal"),
                256L << 20,
                Optional.empty(),
                StandardSettings.KEEP_FOR,
                Optional.empty());
    }
}
