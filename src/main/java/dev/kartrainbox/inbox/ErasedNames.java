package dev.kartrainbox.inbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which leads were erased, by keyed hashes of their ids ({@code i:7}) and e-mail addresses ({@code e:mira@example.org}, in lower
 * case): enough to recognize what comes late, and too little to tell who they were without the key, which is beside them.
 */
public final class ErasedNames {

    /** Nobody was. */
    public static final ErasedNames NONE = new ErasedNames("", Map.of());

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET = "select secret from erasure_secret where id = 1";
    private static final String NAMES = """
            select n.hash, e.erased_at, e.blocked from erased_name n join erasure e on e.id = n.erasure_id""";

    private final String secret;
    private final Map<String, Erased> byHash;
    private final boolean anyBlocked;

    private ErasedNames(String secret, Map<String, Erased> byHash) {
        this.secret = secret;
        this.byHash = byHash;
        this.anyBlocked = byHash.values().stream().anyMatch(Erased::blocked);
    }

    /** When it was, the last time, and whether what comes later is erased as well. */
    private record Erased(Instant at, boolean blocked) {

        Erased plus(Erased other) {
            return new Erased(at.isAfter(other.at) ? at : other.at, blocked || other.blocked);
        }
    }

    /** As the database has it, in the transaction of whoever asks. */
    static ErasedNames read(Connection connection) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery(SECRET)) {
            if (!row.next()) {
                return NONE;
            }
            return new ErasedNames(row.getString(1), names(connection));
        }
    }

    private static Map<String, Erased> names(Connection connection) throws SQLException {
        var names = new HashMap<String, Erased>();
        try (var select = connection.createStatement();
                var row = select.executeQuery(NAMES)) {
            while (row.next()) {
                names.merge(
                        row.getString(1),
                        new Erased(row.getObject(2, OffsetDateTime.class).toInstant(), row.getBoolean(3)),
                        Erased::plus);
            }
        }
        return names;
    }

    /** How it is stored that a lead of this name was erased. */
    public static String hash(String secret, String name) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The name of a lead with this e-mail address. */
    public static String ofEmail(String email) {
        return "e:" + email.strip().toLowerCase(Locale.ROOT);
    }

    /** The name of a lead with this id. */
    public static String ofId(long id) {
        return "i:" + id;
    }

    boolean isEmpty() {
        return byHash.isEmpty();
    }

    /** Whether whoever it names by id or address is not to be kept any more, whenever it was received. */
    boolean block(Delivery delivery) {
        return anyBlocked
                && (isBlocked(delivery.leadKey())
                        || delivery.leadId().filter(id -> isBlocked(ofId(id))).isPresent()
                        || delivery.leadEmail()
                                .filter(email -> isBlocked(ofEmail(email)))
                                .isPresent());
    }

    private boolean isBlocked(String name) {
        var erased = byHash.get(hash(secret, name));
        return erased != null && erased.blocked;
    }

    /** Whether it tells of a lead that was erased after it was received. */
    boolean cover(Delivery delivery) {
        return cover(delivery.leadKey(), delivery.receivedAt());
    }

    /** Whether a lead of this name was erased after that time. */
    boolean cover(String name, Instant receivedAt) {
        var erased = byHash.get(hash(secret, name));
        return erased != null && !receivedAt.isAfter(erased.at);
    }

    /** Whether any lead was erased after that time. */
    boolean anySince(Instant receivedAt) {
        return byHash.values().stream().anyMatch(erased -> !receivedAt.isAfter(erased.at));
    }
}
