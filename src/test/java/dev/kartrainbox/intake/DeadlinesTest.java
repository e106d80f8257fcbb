package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.Threads;
import dev.kartrainbox.keys.KeysOf;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {

    private final FakeInbox inbox = new FakeInbox();
    private final FakeResponse response = new FakeResponse();
    private final FakeRequest request = new FakeRequest("POST", "/0123456789abcdef", response);
    private final Deadlines deadlines = new Deadlines();
    private final OutboundServlet servlet = new OutboundServlet();

    @BeforeEach
    void start() throws Exception {
        deadlines.settings = ExchangeTest.settings(Duration.ofSeconds(1));
        deadlines.threads = Threads.thatRun();
        deadlines.start(this);
        servlet.inbox = inbox;
        servlet.settings = deadlines.settings;
        servlet.deadlines = deadlines;
        servlet.meters = MeteredIntake.on(new SimpleMeterRegistry());
        servlet.keys = KeysOf.environment(deadlines.settings);
        servlet.service(request.servletRequest(), response.servletResponse());
        request.sends("{\"lead\":{\"id\":7},\"action\":\"".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void stopOnlyWhenWhatIsUnderWayIsAnswered() throws Exception {
        var stopping = new Thread(() -> deadlines.stop(this));
        stopping.start();
        stopping.join(Duration.ofMillis(200).toMillis());
        assertThat(stopping.isAlive()).isTrue();

        request.sends("assign_tag\"}".getBytes(StandardCharsets.UTF_8));
        request.ends();
        inbox.confirms();
        stopping.join();
        response.isWritable();

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void stopThoughASenderDoesNotEnd() throws Exception {
        deadlines.stop(this);
        response.isWritable();

        assertThat(response.status()).isEqualTo(408);
        assertThat(inbox.body()).isNull();
    }
}
