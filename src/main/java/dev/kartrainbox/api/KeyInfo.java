package dev.kartrainbox.api;

import dev.kartrainbox.keys.AccessKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key of the URL that Kartra posts to; never itself.
 *
 * @param liveUntil when it ends; absent where no end is set
 * @param live whether it is accepted
 */
public record KeyInfo(
        String name, Instant createdAt, @Nullable Instant liveUntil, boolean live) {

    static KeyInfo of(AccessKey key, Instant now) {
        return new KeyInfo(key.name(), key.createdAt(), key.liveUntil().orElse(null), key.isLiveAt(now));
    }
}
