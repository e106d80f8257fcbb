package dev.kartrainbox.simulator;

import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far it is, for somebody who watches; nothing where nobody does. */
final class Progress implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar on a terminal; nothing in a file or a pipe, where it would be rubbish. */
    static Progress of(long count, boolean quiet, PrintWriter terminal) {
        if (quiet || !isTerminal()) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName("Sending")
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new Line(terminal))
                .showSpeed()
                .build());
    }

    @SuppressWarnings("SystemConsoleNull") // before Java 22 this is how one knew
    private static boolean isTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }

    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /**
     * Where the bar is drawn. The library's own consumers ask JLine for the terminal, which then ends the process at Ctrl-C
     * before anybody can sum up.
     */
    private static final class Line implements ProgressBarConsumer {

        private static final int WIDTH = 78;

        private final PrintWriter terminal;

        Line(PrintWriter terminal) {
            this.terminal = terminal;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public void accept(String bar) {
            terminal.print("\r" + bar);
            terminal.flush();
        }

        @Override
        public void close() {
            terminal.println();
            terminal.flush();
        }
    }
}
