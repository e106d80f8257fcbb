package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a failure: classes, SQLSTATE, and where in the observer's code or ours it came up. Never a message:
 * drivers and people put addresses and whole bodies into them.
 */
final class ErrorNote {

    private static final int MAX_FRAMES = 5;
    private static final int MAX_CAUSES = 20;

    /** How servers say that a transaction takes no second data source: WildFly, Payara. */
    private static final List<String> SECOND_DATA_SOURCE =
            List.of("IJ000457", "Local transaction already has 1 non-XA Resource");

    private static final List<String> INFRASTRUCTURE = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "org.jboss.",
            "org.wildfly.",
            "org.eclipse.",
            "org.glassfish.",
            "com.sun.",
            "com.arjuna.",
            "fish.payara.",
            "io.undertow.",
            "org.xnio.",
            "org.h2.",
            "org.postgresql.");

    private ErrorNote() {}

    static String of(Throwable failure) {
        return wayOut(failure) + SqlStates.describe(failure) + " at "
                + frames(Arrays.asList(rootOf(failure).getStackTrace()));
    }

    /** What to do, where classes alone would not tell anybody; the server's own words are read and not repeated. */
    private static String wayOut(Throwable failure) {
        return causesOf(failure).map(Throwable::getMessage).anyMatch(ErrorNote::isOfSecondDataSource)
                ? "two data sources in one transaction, see README, \"Your own database\": "
                : "";
    }

    private static boolean isOfSecondDataSource(@Nullable String message) {
        return message != null && SECOND_DATA_SOURCE.stream().anyMatch(message::contains);
    }

    /** Those in the observer's code or ours, innermost first. */
    static String frames(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(frame -> !isInfrastructure(frame))
                .filter(frame -> frame.getLineNumber() > 0) // proxies have none
                .limit(MAX_FRAMES)
                .map(frame -> String.format(
                        Locale.ROOT, "%s.%s(%d)", frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
                .collect(Collectors.joining(" < "));
    }

    static boolean isInfrastructure(StackTraceElement frame) {
        return INFRASTRUCTURE.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static Throwable rootOf(Throwable failure) {
        return causesOf(failure).reduce((effect, cause) -> cause).orElse(failure);
    }

    /** The failure, then what caused it, and so on; never without end. */
    private static Stream<Throwable> causesOf(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
