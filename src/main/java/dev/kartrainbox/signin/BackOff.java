package dev.kartrainbox.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows down who guesses passwords: after five failures for an account from an address, each further attempt from there has to
 * wait, twice as long each time, up to a minute. Nobody else has to: an attacker cannot lock out the owner, who comes from
 * another address. Of IPv6 addresses the network counts, since everybody has many. It knows so many pairs at most, and forgets
 * the ones that were quiet for longest.
 */
final class BackOff {

    static final int FREE = 5;

    private static final int MOST = 10_000;
    private static final int MOST_OF_NAME = 64;
    private static final int IPV6_NETWORK_GROUPS = 4;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Map<Source, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** Which account from which network. */
    private record Source(String account, String network) {}

    private record Failures(int count, Instant last) {

        Instant nextAttempt() {
            if (count < FREE) {
                return Instant.MIN;
            }
            var pause = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
            return last.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        }
    }

    /**
     * What becomes of an attempt.
     *
     * @param pause how long it has to wait; zero if not
     * @param failed how many before it have failed in a row, itself included until it succeeds
     */
    record Attempt(Duration pause, int failed) {

        boolean mayGoOn() {
            return pause.isZero();
        }
    }

    /** Begins an attempt, which counts as failed until it succeeds: several at once are several. */
    synchronized Attempt begin(String account, String address, Instant now) {
        var source = source(account, address);
        var before = failures.getOrDefault(source, new Failures(0, now));
        if (before.last().isBefore(now.minus(FORGOTTEN))) {
            before = new Failures(0, now);
        }
        if (now.isBefore(before.nextAttempt())) {
            return new Attempt(Duration.between(now, before.nextAttempt()), before.count());
        }
        failures.put(source, new Failures(before.count() + 1, now));
        return new Attempt(Duration.ZERO, before.count() + 1);
    }

    /** The attempt did not fail. */
    synchronized void succeed(String account, String address) {
        failures.remove(source(account, address));
    }

    synchronized int size() {
        return failures.size();
    }

    private static Source source(String account, String address) {
        var name = account.toLowerCase(Locale.ROOT);
        return new Source(name.substring(0, Math.min(name.length(), MOST_OF_NAME)), network(address));
    }

    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        var groups = address.split(":", IPV6_NETWORK_GROUPS + 1);
        return String.join(":", Arrays.asList(groups).subList(0, Math.min(groups.length, IPV6_NETWORK_GROUPS)));
    }
}
