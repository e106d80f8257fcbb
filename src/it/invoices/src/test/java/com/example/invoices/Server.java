package com.example.invoices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly with the web archive that Maven built, on data and ports of its own. */
final class Server implements AutoCloseable {

    private static final String KEY = "a-key-for-this-test";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path base = Path.of(System.getProperty("work"), String.valueOf(ProcessHandle.current().pid()));
    private final Path console = base.resolve("console.log");
    private final int httpPort;
    private final Process process;

    Server() throws IOException {
        var home = Path.of(System.getProperty("wildfly.home"));
        copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectories(base.resolve("deployments"));
        Files.copy(Path.of(System.getProperty("war")), base.resolve("deployments/kartra-inbox.war"));
        int managementPort;
        try (var one = anyPort();
                var other = anyPort()) {
            httpPort = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        var command = new ProcessBuilder(StandaloneCommandBuilder.of(home)
                .setBaseDirectory(base)
                .setJavaOptions(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"))
                .addServerArgument("-Djboss.http.port=" + httpPort)
                .addServerArgument("-Djboss.management.http.port=" + managementPort)
                .setBindAddressHint("127.0.0.1")
                .build());
        command.environment().put("KARTRA_INBOX_KEY", KEY);
        process = command.redirectErrorStream(true).redirectOutput(console.toFile()).start();
    }

    /** Posts it as Kartra does, as soon as the application answers. */
    HttpResponse<String> receives(byte[] notification) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + httpPort + "/kartra-inbox/outbound/" + KEY))
                .POST(BodyPublishers.ofByteArray(notification))
                .build();
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer;
                }
            } catch (IOException e) {
                // it does not listen yet
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no answer of the application, see " + console);
    }

    String console() throws IOException {
        return Files.readString(console);
    }

    /** The database, while the server has it open. */
    String databaseUrl() {
        return "jdbc:h2:" + base.resolve("data/kartra-inbox/inbox").toAbsolutePath() + ";AUTO_SERVER=TRUE";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
