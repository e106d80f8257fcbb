package dev.kartrainbox.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void namesClassesAndPlacesAndNoMessage() {
        var cause = new IllegalArgumentException("mira@example.org");
        cause.setStackTrace(new StackTraceElement[] {frame("com.example.A", "a", 1), frame("com.example.A", "b", 2)});
        var failure = new IllegalStateException("POST /kartra-inbox/outbound/0123456789abcdef", cause);
        failure.setStackTrace(new StackTraceElement[] {frame("com.example.B", "c", 3)});

        var trace = Trace.of(failure);

        assertThat(trace)
                .isEqualTo("java.lang.IllegalStateException at com.example.B.c(3), caused by"
                        + " java.lang.IllegalArgumentException at com.example.A.a(1) < com.example.A.b(2)");
    }

    @Test
    void isShortHoweverDeepTheStackIs() {
        var failure = new StackOverflowError();
        var frames = new StackTraceElement[1024];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame("com.example.A", "again", i + 1);
        }
        failure.setStackTrace(frames);

        assertThat(Trace.of(failure)).contains("again(8)").doesNotContain("again(9)");
    }

    @Test
    void endsForAFailureThatIsItsOwnCause() {
        var failure = new IllegalStateException();
        failure.initCause(new IllegalArgumentException(failure));

        var trace = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Trace.of(failure));

        assertThat(trace).startsWith("java.lang.IllegalStateException at ");
    }

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, "Source.java", line);
    }
}
