package dev.kartrainbox.inbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Length and SHA-256 of a body: two deliveries with different ones are different. */
@SuppressWarnings("ArrayRecordComponent") // made once per delivery and handed straight on
public record Fingerprint(int length, byte[] sha256) {

    public static Fingerprint of(byte[] body) {
        return new Fingerprint(body.length, sha256(body));
    }

    /** The SHA-256 of these bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
