package dev.kartrainbox.dispatch;

import dev.kartrainbox.inbox.SqlStates;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is written down of a failure: classes, SQLSTATE, and where in the observer's code or ours it came up. Never a message:
 * drivers and people put addresses and whole bodies into them.
 */
final class ErrorNote {

    private static final int MAX_FRAMES = 5;
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
        return SqlStates.describe(failure) + " at "
                + frames(Arrays.asList(rootOf(failure).getStackTrace()));
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
        var root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
