package dev.kartrainbox.keys;

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
public record LiveKey(String name, byte[] sha256) {

    private static final int NAME_BYTES = 3;

    public static LiveKey of(String key) {
        var hash = hash(key);
        return new LiveKey("key-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES), hash);
    }

    public static byte[] hash(String key) {
        return Fingerprint.sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in a time that does not depend on where the hashes differ. */
    public boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256, hash);
    }
}
