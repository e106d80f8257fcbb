package dev.kartrainbox.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Where a delivery came from.
 *
 * @param keyName the name of the key that it came with, never the key
 * @param remoteAddress the address it was sent from
 * @param contentType as declared; absent where none was. Never relied on
 * @param contentEncoding as declared, for example {@code gzip}; absent where none was
 * @param headers one per line, without those that carry secrets, cut to 8 KiB
 */
public record Origin(
        String keyName,
        String remoteAddress,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        String headers) {

    private static final int MAX_HEADERS = 8192;
    private static final int MAX_VALUE = 255;

    public Origin {
        keyName = Storable.text(keyName, MAX_VALUE);
        remoteAddress = Storable.text(remoteAddress, MAX_VALUE);
        contentType = Storable.orNull(contentType, MAX_VALUE);
        contentEncoding = Storable.orNull(contentEncoding, MAX_VALUE);
        headers = Storable.text(headers, MAX_HEADERS);
    }
}
