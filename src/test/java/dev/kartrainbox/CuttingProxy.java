package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between the server and PostgreSQL: cuts connections of keeping after PostgreSQL has committed, and before its answer
 * arrives; or all of them.
 */
final class CuttingProxy implements AutoCloseable {

    private static final String KEEPING = "kartra-inbox-keeping";
    private static final String COMMITTED = "COMMIT\u0000";

    private final ServerSocket listening;
    private final int target;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean apart;

    CuttingProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts so many of the next commits. */
    void cuts(int commits) {
        cuts.set(commits);
    }

    /** Commits that were cut. */
    int done() {
        return done.get();
    }

    /** As if the network between the two were gone, until they are joined. */
    void part() {
        apart = true;
        connections.forEach(CuttingProxy::close);
        connections.clear();
    }

    void join() {
        apart = false;
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            var server = listening.accept();
            connections.add(server);
            if (apart) {
                close(server);
                continue;
            }
            var postgresql = new Socket(InetAddress.getLoopbackAddress(), target);
            var keeping = new AtomicBoolean();
            inBackground(() -> {
                try (server;
                        postgresql) {
                    pump(server, postgresql, bytes -> {
                        if (bytes.contains(KEEPING)) {
                            keeping.set(true);
                        }
                        return true;
                    });
                }
            });
            inBackground(() -> {
                try (server;
                        postgresql) {
                    pump(postgresql, server, bytes -> !(keeping.get() && bytes.contains(COMMITTED) && isToBeCut()));
                }
            });
        }
    }

    private boolean isToBeCut() {
        if (cuts.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        done.incrementAndGet();
        return true;
    }

    /** Whether what was read goes on to the other side; where it does not, the connection ends. */
    private interface Gate {
        boolean opensFor(String bytes);
    }

    private static void pump(Socket from, Socket to, Gate gate) throws IOException {
        var buffer = new byte[1 << 16];
        for (int count = from.getInputStream().read(buffer);
                count >= 0 && gate.opensFor(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                count = from.getInputStream().read(buffer)) {
            to.getOutputStream().write(buffer, 0, count);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // by one of the two sides, or by the test
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
