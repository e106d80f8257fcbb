package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatesTest {

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22021", "23502", "23505"})
    void blameTheDataForWhatTheDatabaseRefuses(String state) {
        assertThat(SqlStates.isTheDatasFault(new SQLException("refused", state)))
                .isTrue();
        assertThat(SqlStates.isTheDatasFault(new BatchUpdateException("refused", state, 0, new int[0])))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57014", "42501", "90049", "02000"})
    void doNotBlameTheDataForAnythingElse(String state) {
        assertThat(SqlStates.isTheDatasFault(new SQLException("away", state))).isFalse();
    }

    @Test
    void doNotBlameTheDataWithoutAState() {
        assertThat(SqlStates.isTheDatasFault(new SQLException("22001"))).isFalse();
        assertThat(SqlStates.isTheDatasFault(new IllegalStateException("23505")))
                .isFalse();
    }

    @Test
    void areFoundBelowOtherFailures() {
        var failure =
                new IllegalStateException("wrapped", new SQLException("no state", new SQLException("x", "23505")));

        assertThat(SqlStates.isTheDatasFault(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "08006", "57P01", "90067", "90098", "90121"})
    void blameNobodyWhereTheDatabaseEndsTheWork(String state) {
        assertThat(SqlStates.isNobodysFault(new SQLException("away", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "42P01", "90007"})
    void doNotBlameNobodyForWhatWasAsked(String state) {
        assertThat(SqlStates.isNobodysFault(new SQLException("wrong", state))).isFalse();
    }

    @Test
    void describeAFailureWithoutItsMessages() {
        var failure = new IllegalStateException(
                "lead mira@example.org", new SQLException("Key (email)=(mira@example.org) exists", "23505"));

        assertThat(SqlStates.describe(failure))
                .isEqualTo("java.lang.IllegalStateException < java.sql.SQLException (SQLSTATE 23505)");
    }

    @Test
    void describeAFailureThatIsItsOwnCause() {
        var failure = new CausesItself();

        var description = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SqlStates.describe(failure));
        var fault = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SqlStates.isTheDatasFault(failure));

        assertThat(description).startsWith(CausesItself.class.getName());
        assertThat(fault).isFalse();
    }

    private static final class CausesItself extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }
}
