package dev.kartrainbox.api;

import java.time.Instant;
import java.util.UUID;

/** A token that was made just now.
 *
 * @param token itself, shown this once
 */
public record MadeToken(UUID id, String name, String role, Instant expiresAt, String token) {}
