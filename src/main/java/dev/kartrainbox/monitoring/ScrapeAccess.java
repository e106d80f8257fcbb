package dev.kartrainbox.monitoring;

import dev.kartrainbox.inbox.Fingerprint;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read the metrics: this machine, and whoever has the token. Behind a proxy on this machine everybody comes from here, so
 * what a proxy passed on needs the token too.
 *
 * @param token absent where nobody is let in by one
 */
record ScrapeAccess(Optional<String> token) {

    private static final String BEARER = "Bearer ";
    private static final String FORWARDED_BY = "x-forwarded-";
    private static final Set<String> FORWARDED = Set.of("forwarded", "x-real-ip", "via");

    boolean isGranted(HttpServletRequest request) {
        return isFromHere(request) || hasToken(request.getHeader("Authorization"));
    }

    private static boolean isFromHere(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && Collections.list(request.getHeaderNames()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .noneMatch(name -> FORWARDED.contains(name) || name.startsWith(FORWARDED_BY));
    }

    private static boolean isLoopback(String address) {
        try {
            // of nothing at all, Java says that it is this machine
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unreadable) {
            return false;
        }
    }

    private boolean hasToken(String authorization) {
        if (token.isEmpty()
                || authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        // as hashes, so that the time it takes tells nothing, not even the length
        return MessageDigest.isEqual(
                hash(token.get()), hash(authorization.substring(BEARER.length()).strip()));
    }

    private static byte[] hash(String text) {
        return Fingerprint.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
