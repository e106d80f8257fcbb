package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kartrainbox.keys.KeysOf;
import dev.kartrainbox.keys.LiveKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundServletTest {

    private static final String KEY = "0123456789abcdef";
    private static final String TOO_LARGE = "20001";

    private final FakeInbox inbox = new FakeInbox();
    private final FakeResponse response = new FakeResponse();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboundServlet servlet = new OutboundServlet();

    @BeforeEach
    void load() throws Exception {
        servlet.inbox = inbox;
        servlet.settings = ExchangeTest.settings();
        servlet.keys = KeysOf.environment(servlet.settings);
        servlet.deadlines = new Deadlines();
        servlet.meters = MeteredIntake.on(registry);
    }

    @Test
    void hasABodyKeptThatComesWithALiveKey() throws Exception {
        var body = "{\"lead\":{\"id\":7},\"action\":\"assign_tag\"}".getBytes(StandardCharsets.UTF_8);
        var request = new FakeRequest("POST", "/" + KEY, response);

        service(request);
        request.sends(body);
        request.ends();
        inbox.confirms();
        response.isWritable();

        assertThat(response.status()).isEqualTo(200);
        assertThat(inbox.body()).isEqualTo(body);
    }

    @Test
    void notesWhereABodyCameFromWithoutAnythingSecret() throws Exception {
        var request = new FakeRequest("POST", "/" + KEY, response)
                .with("Content-Type", "application/json")
                .with("Content-Encoding", "identity")
                .with("User-Agent", "Kartra")
                .with("Cookie", "s3cret-cookie")
                .with("AUTHORIZATION", "s3cret-authorization")
                .with("Proxy-Authorization", "s3cret-proxy");

        service(request);
        request.sends("{}".getBytes(StandardCharsets.UTF_8));
        request.ends();

        var origin = inbox.origin();
        assertThat(origin.keyName()).isEqualTo(LiveKey.of(KEY).name());
        assertThat(origin.remoteAddress()).isEqualTo("203.0.113.24");
        assertThat(origin.contentType()).isEqualTo("application/json");
        assertThat(origin.contentEncoding()).isEqualTo("identity");
        assertThat(origin.headers())
                .isEqualTo("Content-Type: application/json\nContent-Encoding: identity\nUser-Agent: Kartra");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "post"})
    void takesNothingButPostBeforeItLooksAtTheKey(String method) {
        var request = new FakeRequest(method, "/wrong-key-0123456", response).with("Content-Length", TOO_LARGE);

        service(request);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", "POST");
        assertThat(request.touched()).startsWith("getMethod").doesNotContain("getPathInfo");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "/", "/wrong-key-0123456", "/" + KEY + "/", "/" + KEY + "/more", "//" + KEY, "/" + KEY + "0"
            })
    void answersTheSameForEveryKeyThatIsNotLiveBeforeItLooksAtTheSize(String path) {
        var request = new FakeRequest("POST", path, response).with("Content-Length", TOO_LARGE);

        service(request);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body())
                .isEqualTo(new String(Answer.unknownKey().body(), StandardCharsets.UTF_8))
                .doesNotContain("0123456");
    }

    @Test
    void refusesADeclaredSizeBeforeItReadsAByte() {
        var request = new FakeRequest("POST", "/" + KEY, response).with("Content-Length", TOO_LARGE);

        service(request);

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void takesTheRestOfWhatItRefusedWithoutAThread(Function<FakeResponse, FakeRequest> refused) throws Exception {
        var request = refused.apply(response);

        service(request);
        assertThat(response.body()).startsWith("{");
        request.sends(new byte[10_000]);
        assertThat(request.completed()).isZero();
        request.ends();

        assertThat(request.completed()).isOne();
        assertThat(servlet.deadlines.underWay()).isZero();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void waitsForTheRestAsLongAsForABodyThatItKeeps(Function<FakeResponse, FakeRequest> refused) throws Exception {
        var request = refused.apply(response);
        service(request);
        request.sends(new byte[10]);
        var timeout = servlet.settings.bodyTimeout();

        servlet.deadlines.sweep(System.nanoTime() + timeout.minusSeconds(1).toNanos());
        assertThat(response.hasAWriteListener()).isFalse();
        servlet.deadlines.sweep(System.nanoTime() + timeout.toNanos());
        response.isWritable();

        assertThat(request.completed()).isOne();
        assertThat(servlet.deadlines.underWay()).isZero();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void endsWhatItRefusedWhereTheConnectionBreaks(Function<FakeResponse, FakeRequest> refused) throws Exception {
        var request = refused.apply(response);
        service(request);

        request.breaks(new IOException("reset"));

        assertThat(request.completed()).isOne();
        assertThat(servlet.deadlines.underWay()).isZero();
    }

    @Test
    void answersAtOnceWhereNothingIsToCome() {
        var withoutABody = new FakeRequest("GET", "/" + KEY, response);

        service(withoutABody);

        assertThat(response.body()).startsWith("{");
        assertThat(withoutABody.touched()).doesNotContain("startAsync", "getInputStream");
    }

    private static Stream<Function<FakeResponse, FakeRequest>> refused() {
        return Stream.of(
                response -> new FakeRequest("PUT", "/" + KEY, response).with("Content-Length", "10"),
                response -> new FakeRequest("POST", "/wrong-key-0123456", response).with("Content-Length", "10"),
                response ->
                        new FakeRequest("POST", "/wrong-key-0123456", response).with("Transfer-Encoding", "chunked"),
                response -> new FakeRequest("POST", "/" + KEY, response).with("Content-Length", TOO_LARGE));
    }

    @Test
    void countsWhatItRefusesWithoutReadingIt() {
        service(new FakeRequest("GET", "/" + KEY, response));
        service(new FakeRequest("POST", "/wrong-key-0123456", response));
        service(new FakeRequest("POST", "/another-wrong-key-1", response));
        service(new FakeRequest("POST", "/" + KEY, response).with("Content-Length", TOO_LARGE));

        assertThat(registry.get("kartra.inbox.requests").counters().stream()
                        .map(counter -> counter.getId().getTag("key") + " "
                                + counter.getId().getTag("answer") + " " + counter.count()))
                .containsExactlyInAnyOrder(
                        "(none) 405 1.0", "(none) 404 2.0", LiveKey.of(KEY).name() + " 413 1.0");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void letsNoFailureOutAndSaysThatNothingIsConfirmed(Throwable failure) {
        var request = throwing(HttpServletRequest.class, failure);

        assertThatCode(() -> servlet.service(request, response.servletResponse()))
                .doesNotThrowAnyException();

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).doesNotContain(KEY);
    }

    @Test
    void neverSaysThatItIsKeptWhenTheApplicationIsGone() {
        servlet.keys = null;
        servlet.meters = null;

        service(new FakeRequest("POST", "/" + KEY, response));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("Retry-After", "30");
    }

    @Test
    void leavesNothingToTheServerThatSaysThatItIsKept() {
        service(new FakeRequest("POST", "/" + KEY, response));

        assertThat(response.isAnswered()).isFalse();
        assertThat(response.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void letsNoFailureOutWhenNobodyCanBeAnsweredEither(Throwable failure) {
        var request = throwing(HttpServletRequest.class, failure);
        var nobody = throwing(HttpServletResponse.class, failure);

        assertThatCode(() -> servlet.service(request, nobody)).doesNotThrowAnyException();
    }

    @Test
    void letsNoFailureOutThatIsCausedByAnAnswer() {
        var request = new FakeRequest("GET", "/" + KEY, response);
        var nobody = throwing(HttpServletResponse.class, new NoClassDefFoundError("of the server"));

        assertThatCode(() -> servlet.service(request.servletRequest(), nobody)).doesNotThrowAnyException();
    }

    private static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("POST /kartra-inbox/outbound/" + KEY),
                new NoClassDefFoundError("POST /kartra-inbox/outbound/" + KEY),
                new StackOverflowError("POST /kartra-inbox/outbound/" + KEY),
                new AssertionError("POST /kartra-inbox/outbound/" + KEY));
    }

    private void service(FakeRequest request) {
        servlet.service(request.servletRequest(), response.servletResponse());
    }

    private static <T> T throwing(Class<T> type, Throwable failure) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw failure;
                }));
    }
}
