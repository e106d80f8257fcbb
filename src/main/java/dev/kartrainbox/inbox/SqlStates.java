package dev.kartrainbox.inbox;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads failures of the database by their SQLSTATE. Never by their message: drivers print everybody's data into it. */
public final class SqlStates {

    private static final int MAX_CAUSES = 20;
    private static final Set<String> H2_IS_CLOSED = Set.of("90067", "90098", "90121");

    /** PostgreSQL's, then H2's. */
    private static final Set<String> LOCK_TIMEOUTS = Set.of("55P03", "HYT00");

    private SqlStates() {}

    /** Whether the database refuses the data (SQLSTATE 22 and 23), so that the same data will fail again. */
    static boolean isTheDatasFault(Throwable failure) {
        return of(failure)
                .filter(state -> state.startsWith("22") || state.startsWith("23"))
                .isPresent();
    }

    /**
     * Whether it is nobody's fault: the database chose a victim of a deadlock or of serialization (SQLSTATE 40), could not be
     * reached (08), stopped the work (57), or is H2 and was closed, as it does by itself when the server's process is asked to
     * end; or somebody else held a lock for too long.
     */
    public static boolean isNobodysFault(Throwable failure) {
        return isLockTimeout(failure)
                || of(failure)
                        .filter(state -> state.startsWith("40")
                                || state.startsWith("08")
                                || state.startsWith("57")
                                || H2_IS_CLOSED.contains(state))
                        .isPresent();
    }

    /** Whether the database could not be asked: nobody's fault, or no connection was to be had, for which there is no SQLSTATE. */
    public static boolean isAway(Throwable failure) {
        return isNobodysFault(failure)
                || (of(failure).isEmpty() && ofJdbc(failure).findAny().isPresent());
    }

    /** Whether somebody else held a lock for longer than the database lets anybody wait. */
    public static boolean isLockTimeout(Throwable failure) {
        return of(failure).filter(LOCK_TIMEOUTS::contains).isPresent();
    }

    /** The classes of the failure and of what caused it, and its SQLSTATE: all that is safe to log. */
    public static String describe(Throwable failure) {
        var description = new StringBuilder();
        int depth = 0;
        for (var cause = failure; cause != null && depth < MAX_CAUSES; cause = cause.getCause(), depth++) {
            description.append(depth == 0 ? "" : " < ").append(cause.getClass().getName());
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                description.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
            }
        }
        return description.toString();
    }

    private static Optional<String> of(Throwable failure) {
        return ofJdbc(failure)
                .flatMap(sql -> Stream.ofNullable(sql.getSQLState()))
                .findFirst();
    }

    private static Stream<SQLException> ofJdbc(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }
}
