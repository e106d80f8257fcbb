package dev.kartrainbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Ports of this machine at which nobody listens. */
final class FreePorts {

    /** Ports from here on are what the operating system gives to outgoing connections. */
    private static final int FIRST_EPHEMERAL = 32768;

    private static final int FIRST = 1000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** What can be added to each of these so that all are free. */
    static int offset(Set<Integer> ports) {
        var highest = ports.stream().max(Integer::compare).orElseThrow();
        return Stream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, FIRST_EPHEMERAL - highest))
                .limit(ATTEMPTS)
                .filter(offset -> ports.stream().allMatch(port -> free(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port offset at which all of " + ports + " are free"));
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
