package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.BatchUpdateException;
import java.sql.DriverManager;
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

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "08006", "57P01", "55P03", "HYT00"})
    void blameNobodyForWhatTheDatabaseStopped(String state) {
        assertThat(SqlStates.isNobodysFault(new IllegalStateException(new SQLException("stopped", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "42501", "55000", "HY000"})
    void doNotExcuseAnythingElse(String state) {
        assertThat(SqlStates.isNobodysFault(new SQLException("refused", state))).isFalse();
        assertThat(SqlStates.isLockTimeout(new SQLException("refused", state))).isFalse();
    }

    /** As pools do where no connection is to be had in time. */
    @Test
    void tellThatTheDatabaseIsAwayAlsoWithoutAState() {
        assertThat(SqlStates.isAway(new IllegalStateException(new SQLException("no connection"))))
                .isTrue();
        assertThat(SqlStates.isAway(new SQLException("gone", "08006"))).isTrue();
        assertThat(SqlStates.isAway(new SQLException("refused", "23505"))).isFalse();
        assertThat(SqlStates.isAway(new IllegalStateException("not of the database")))
                .isFalse();
    }

    @Test
    void knowThatSomebodyElseHeldALockForTooLong() throws SQLException {
        var url = "jdbc:h2:mem:locked;LOCK_TIMEOUT=1";
        try (var holder = DriverManager.getConnection(url);
                var waiting = DriverManager.getConnection(url);
                var hold = holder.createStatement();
                var lock = waiting.createStatement()) {
            hold.execute("create table lane (id integer primary key)");
            hold.execute("insert into lane values (1)");
            holder.setAutoCommit(false);
            hold.execute("select * from lane for update");

            var refused = catchThrowableOfType(SQLException.class, () -> lock.execute("select * from lane for update"));

            assertThat(SqlStates.isLockTimeout(refused)).isTrue();
            assertThat(SqlStates.isLockTimeout(new SQLException("PostgreSQL's", "55P03")))
                    .isTrue();
            assertThat(SqlStates.isLockTimeout(new SQLException("deadlock", "40P01")))
                    .isFalse();
        }
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
