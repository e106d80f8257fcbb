package dev.kartrainbox.simulator;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Posts traffic to a front door over several connections at once. All requests of a lead go through the same one, each after
 * the one before it was answered.
 */
public final class Senders {

    /** More than a few are of no use: those that wait take memory. */
    private static final int AHEAD = 200;

    private static final int MOST = 1000;

    private final FrontDoor door;
    private final int connections;
    private final Pace pace;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    /** With so many connections, at this pace. */
    public Senders(FrontDoor door, int connections, Pace pace) {
        Recipe.require(connections >= 1 && connections <= MOST, "the connections have to be from 1 to " + MOST);
        this.door = door;
        this.connections = connections;
        this.pace = pace;
    }

    /**
     * Posts all of it, and returns when all of it has ended.
     *
     * @param answers is told how each ended, by several threads at once
     * @throws NotReachedException if the first request finds no server; then nothing was sent
     */
    public void send(Iterator<Outgoing> traffic, Consumer<Answer> answers)
            throws NotReachedException, InterruptedException {
        if (!traffic.hasNext()) {
            return;
        }
        long begin = System.nanoTime();
        answers.accept(door.knock(traffic.next()));
        var lines = Stream.generate(() -> new Line(answers)).limit(connections).toList();
        var threads = lines.stream().map(Senders::thread).toList();
        threads.forEach(Thread::start);
        try {
            distribute(traffic, lines, begin);
            for (var thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Sends nothing more; what is on its way ends. */
    public void stop() {
        stopped = true;
    }

    private static Thread thread(Line line) {
        var thread = new Thread(line, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    private void distribute(Iterator<Outgoing> traffic, List<Line> lines, long begin) throws InterruptedException {
        for (long number = 1; traffic.hasNext() && !stopped; number++) {
            var outgoing = traffic.next();
            var line = lines.get((int) Math.floorMod(outgoing.lead(), (long) lines.size()));
            line.waiting.put(new Waiting(outgoing, begin + pace.nanosUntil(number)));
        }
        for (var line : lines) {
            line.waiting.put(Waiting.NONE);
        }
    }

    /** A request with the time at which it is due, if it has one. */
    private record Waiting(@Nullable Outgoing outgoing, long due) {

        static final Waiting NONE = new Waiting(null, 0);
    }

    /** One connection. */
    private final class Line implements Runnable {

        private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(AHEAD);
        private final Consumer<Answer> answers;

        Line(Consumer<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public void run() {
            try {
                for (var next = waiting.take(); next.outgoing() != null; next = waiting.take()) {
                    if (!stopped) {
                        post(next.outgoing(), next.due());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // whoever started it gave up
            }
        }

        private void post(Outgoing outgoing, long due) throws InterruptedException {
            try {
                if (pace.isLimited()) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                var answer = door.post(outgoing);
                answers.accept(pace.isLimited() ? answer.since(due) : answer);
            } catch (RuntimeException e) {
                failure = e;
                stop(); // and go on emptying the queue: somebody may wait for a place in it
            }
        }
    }
}
