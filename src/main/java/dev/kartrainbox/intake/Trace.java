package dev.kartrainbox.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A failure as it may be logged: classes and places, never a message, which may hold the URL or what was sent. */
final class Trace {

    private static final int MAX_FRAMES = 8;
    private static final int MAX_CAUSES = 5;

    private Trace() {}

    static String of(Throwable failure) {
        var trace = new StringBuilder();
        int depth = 0;
        for (var cause = failure; cause != null && depth < MAX_CAUSES; cause = cause.getCause(), depth++) {
            trace.append(depth == 0 ? "" : ", caused by ")
                    .append(cause.getClass().getName())
                    .append(" at ");
            trace.append(Arrays.stream(cause.getStackTrace())
                    .limit(MAX_FRAMES)
                    .map(frame -> String.format(
                            Locale.ROOT,
                            "%s.%s(%d)",
                            frame.getClassName(),
                            frame.getMethodName(),
                            frame.getLineNumber()))
                    .collect(Collectors.joining(" < ")));
        }
        return trace.toString();
    }
}
