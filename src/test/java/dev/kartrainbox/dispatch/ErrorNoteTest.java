package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorNoteTest {

    @Test
    void namesClassesStateAndPlaceAndNoMessage() {
        var root = new SQLException("Key (email)=(mira@example.org) already exists", "23505");
        root.setStackTrace(new StackTraceElement[] {
            frame("org.postgresql.core.v3.QueryExecutorImpl", "receiveErrorResponse", 2733),
            frame("org.eclipse.persistence.internal.sessions.UnitOfWorkImpl", "commit", 400),
            frame("com.example.Mailer", "on", 31)
        });
        var failure = new IllegalStateException("for mira@example.org", root);

        var note = ErrorNote.of(failure);

        assertThat(note)
                .isEqualTo("java.lang.IllegalStateException < java.sql.SQLException (SQLSTATE 23505)"
                        + " at com.example.Mailer.on(31)");
    }

    @Test
    void namesTheInnermostPlacesOfOurOwnCodeFirst() {
        var failure = new IllegalStateException();
        failure.setStackTrace(new StackTraceElement[] {
            frame("java.util.Optional", "orElseThrow", 403),
            frame("com.example.Mailer", "addressOf", 52),
            frame("com.example.Mailer", "on", 31),
            frame("org.jboss.weld.injection.StaticMethodInjectionPoint", "invoke", 95),
            frame("dev.kartrainbox.dispatch.Telling", "tell", 81)
        });

        assertThat(ErrorNote.of(failure))
                .endsWith(" at com.example.Mailer.addressOf(52) < com.example.Mailer.on(31)"
                        + " < dev.kartrainbox.dispatch.Telling.tell(81)");
    }

    @Test
    void leavesOutProxiesAndAllButFiveFrames() {
        var failure = new IllegalStateException();
        failure.setStackTrace(new StackTraceElement[] {
            frame("com.example.Mailer$Proxy$_$$_WeldClientProxy", "on", -1),
            frame("com.example.A", "a", 1),
            frame("com.example.A", "b", 2),
            frame("com.example.A", "c", 3),
            frame("com.example.A", "d", 4),
            frame("com.example.A", "e", 5),
            frame("com.example.A", "f", 6)
        });

        assertThat(ErrorNote.of(failure))
                .isEqualTo("java.lang.IllegalStateException at com.example.A.a(1) < com.example.A.b(2)"
                        + " < com.example.A.c(3) < com.example.A.d(4) < com.example.A.e(5)");
    }

    @Test
    void namesAFailureThatHasNoTrace() {
        var failure = new OutOfMemoryError("mira@example.org");
        failure.setStackTrace(new StackTraceElement[0]);

        assertThat(ErrorNote.of(failure))
                .startsWith("java.lang.OutOfMemoryError")
                .doesNotContain("mira");
    }

    @Test
    void endsForAFailureThatIsItsOwnCause() {
        var failure = new IllegalStateException("a");
        failure.initCause(new IllegalArgumentException("b", failure));

        var note = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ErrorNote.of(failure));

        assertThat(note).startsWith("java.lang.IllegalStateException < java.lang.IllegalArgumentException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IJ000457: Unchecked throwable in managedConnectionReconnected() cl=for mira@example.org",
                "Cause: java.lang.IllegalStateException: Local transaction already has 1 non-XA Resource: cannot add more resources, mira@example.org"
            })
    void namesTheWayOutWhereATransactionTakesNoSecondDataSource(String serversWords) {
        var failure = new IllegalStateException(
                "for mira@example.org",
                new SQLException("mira@example.org", new IllegalStateException(serversWords, new RuntimeException())));

        assertThat(ErrorNote.of(failure))
                .startsWith("two data sources in one transaction, see README, \"Your own database\": "
                        + "java.lang.IllegalStateException < java.sql.SQLException < ")
                .contains(" at dev.kartrainbox.dispatch.ErrorNoteTest.")
                .doesNotContain("mira", "IJ000457", "non-XA");
    }

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, "Source.java", line);
    }
}
