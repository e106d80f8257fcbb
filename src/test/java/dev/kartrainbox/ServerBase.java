package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one run of a server has to itself: a copy of its configuration, with no data and no deployments, and a port
 * offset at which nobody else listens.
 */
record ServerBase(Path directory, int portOffset) {

    private static final Pattern SOCKET_BINDING =
            Pattern.compile("<socket-binding name=\"[^\"]+\"[^>]* port=\"(?:\\$\\{[^:}]+:)?(\\d+)}?\"");

    /** Ports from here on are what the operating system gives to outgoing connections. */
    private static final int FIRST_EPHEMERAL_PORT = 32768;

    static ServerBase fresh(Path server, Path directory) {
        try {
            delete(directory);
            copy(server.resolve("standalone/configuration"), directory.resolve("configuration"));
            Files.createDirectories(directory.resolve("deployments"));
            return new ServerBase(directory, freePortOffset(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int httpPort() {
        return 8080 + portOffset;
    }

    int managementPort() {
        return 9990 + portOffset;
    }

    private static int freePortOffset(Path directory) throws IOException {
        var ports = SOCKET_BINDING
                .matcher(Files.readString(directory.resolve("configuration/standalone.xml")))
                .results()
                .map(binding -> Integer.parseInt(binding.group(1)))
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
        var highest = ports.stream().max(Integer::compare).orElseThrow();
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(1000, FIRST_EPHEMERAL_PORT - highest);
            if (allFree(ports, offset)) {
                return offset;
            }
        }
        throw new IllegalStateException("no port offset at which all of " + ports + " are free");
    }

    private static boolean allFree(Set<Integer> ports, int offset) {
        return ports.stream().allMatch(port -> free(port + offset));
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                var history = directory.getFileName().toString().equals("standalone_xml_history");
                if (history) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
