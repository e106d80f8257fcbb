package dev.kartrainbox.simulator;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Sends traffic before somebody's eyes, and sums up once: at the end, or when it is interrupted. */
final class Run {

    /** The status that needs {@link #UNKNOWN_KEY}. */
    static final int NOT_FOUND = 404;

    static final String UNKNOWN_KEY =
            "404 means that the server does not know the key in the URL, or that it is another server.";

    private final Senders senders;
    private final Progress progress;
    private final String remarks;
    private final PrintWriter out;
    private final Tally tally = new Tally();
    private final AtomicBoolean summedUp = new AtomicBoolean();

    /**
     * A run that has not begun.
     *
     * @param remarks lines for the end of the summary
     */
    Run(Senders senders, Progress progress, String remarks, PrintWriter out) {
        this.senders = senders;
        this.progress = progress;
        this.remarks = remarks;
        this.out = out;
    }

    /** Sends all of it; the answers are told to somebody else, too, by several threads at once. */
    void send(Iterator<Outgoing> traffic, Consumer<Answer> answers) throws NotReachedException, InterruptedException {
        var interruption = new Thread(this::interrupted);
        Runtime.getRuntime().addShutdownHook(interruption);
        try (progress) {
            senders.send(traffic, answer -> {
                tally.add(answer);
                progress.step();
                answers.accept(answer);
            });
        } finally {
            forget(interruption);
        }
    }

    private void interrupted() {
        if (summedUp.compareAndSet(false, true)) {
            senders.stop();
            progress.close();
            out.println();
            out.println("Interrupted; so far:");
            print(tally.summary());
        }
    }

    private static void forget(Thread interruption) {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException interruptedJustNow) {
            // then it sums up
        }
    }

    /**
     * Prints the summary.
     *
     * @return the command's exit code
     */
    int sumUp() {
        var summary = tally.summary();
        if (summedUp.compareAndSet(false, true)) {
            print(summary);
        }
        return summary.isAsExpected() ? 0 : 1;
    }

    private void print(Summary summary) {
        summary.lines().forEach(out::println);
        out.print(remarks);
        if (summary.outcomes().containsKey(Integer.toString(NOT_FOUND))) {
            out.println(UNKNOWN_KEY);
        }
        out.flush();
    }
}
