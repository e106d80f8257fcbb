package dev.kartrainbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL of a test's own, which may be stopped, frozen and started again on the same data and port. */
public final class PostgreSql implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    private PostgreSql(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** Not started yet. */
    public static PostgreSql named(String name) {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var data = ServerBase.work(name).resolve("postgresql");
            ServerFiles.delete(data);
            return new PostgreSql(data, free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PostgreSql start() {
        try {
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_prepared_transactions", "20") // for XA
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        running = null;
    }

    /** All of its processes stand still; connections stay open, and new ones are taken by the system, but nobody answers. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** The postmaster first, and only then is looked who there is: it could make others meanwhile. */
    private void signal(String signal) {
        try {
            var pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            var postmaster = ProcessHandle.of(pid).orElseThrow();
            signal(signal, postmaster);
            for (var process : postmaster.descendants().toList()) {
                signal(signal, process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    public int port() {
        return port;
    }

    public Database database() {
        return new Database(url(port), "postgres", "postgres");
    }

    /** What makes a server use it, at this port. */
    public static Map<String, String> settings(int port) {
        return Map.of(
                "KARTRA_INBOX_DB_DRIVER", "postgresql",
                "KARTRA_INBOX_DB_URL", url(port),
                "KARTRA_INBOX_DB_USER", "postgres");
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        if (running != null) {
            thaw();
            stop();
        }
    }
}
