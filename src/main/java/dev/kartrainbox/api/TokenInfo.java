package dev.kartrainbox.api;

import dev.kartrainbox.signin.Token;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bearer token; never itself. */
public record TokenInfo(
        UUID id,
        String account,
        String name,
        String role,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        boolean live) {

    static TokenInfo of(Token token, Instant now) {
        return new TokenInfo(
                token.id(),
                token.account(),
                token.name(),
                token.role().word(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt().orElse(null),
                token.revokedAt().orElse(null),
                token.isLiveAt(now));
    }
}
