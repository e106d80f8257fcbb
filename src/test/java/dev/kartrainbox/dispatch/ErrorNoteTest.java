package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorNoteTest {

    @Test
    void tellsClassesAndSqlStateAndWhereItCameUp() {
        var failure = new IllegalStateException("outer", new SQLException("inner", "23505"));

        var note = ErrorNote.of(failure);

        assertThat(note)
                .contains("java.lang.IllegalStateException", "java.sql.SQLException (SQLSTATE 23505)")
                .contains("dev.kartrainbox.dispatch.ErrorNoteTest.tellsClassesAndSqlStateAndWhereItCameUp(");
    }

    @Test
    void neverTellsAMessage() {
        var failure = new IllegalStateException(
                "for mira@example.org", new SQLException("Key (email)=(mira@example.org) exists", "23505"));

        assertThat(ErrorNote.of(failure)).doesNotContain("mira", "example.org", "exists");
    }

    @Test
    void endsForAFailureThatIsItsOwnCause() {
        var first = new IllegalStateException("a");
        first.initCause(new IllegalStateException("b", first));

        assertThat(ErrorNote.of(first)).contains("java.lang.IllegalStateException");
    }
}
