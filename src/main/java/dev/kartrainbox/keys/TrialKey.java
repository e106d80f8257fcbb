package dev.kartrainbox.keys;

import dev.kartrainbox.settings.Secrets;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The key that the console tries the front door with. It is made anew at each start, known to this server alone, and nowhere
 * written down; by its name deliveries that were tried are told from those that Kartra sent.
 */
@ApplicationScoped
public class TrialKey {

    /** No other key has this name. */
    public static final String NAME = "try-it";

    private static final int RANDOM_BYTES = 24;

    private final String secret = Secrets.ofBytes(RANDOM_BYTES);
    private final LiveKey key = new LiveKey(NAME, LiveKey.hash(secret));

    /** The key itself. */
    public String secret() {
        return secret;
    }

    LiveKey key() {
        return key;
    }
}
