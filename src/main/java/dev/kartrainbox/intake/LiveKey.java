package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A key that is accepted.
 *
 * @param name what deliveries and logs call it; tells nothing of the key
 * @param sha256 its hash
 */
@SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
record LiveKey(String name, byte[] sha256) {

    private static final int NAME_BYTES = 3;

    static LiveKey of(String key) {
        var hash = hash(key);
        return new LiveKey("key-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES), hash);
    }

    static byte[] hash(String key) {
        return Fingerprint.sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in a time that does not depend on where the hashes differ. */
    boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256, hash);
    }
}
