package dev.kartrainbox.operations;

import java.time.Instant;

/**
 * What was seen in the database.
 *
 * @param at when somebody looked
 * @param current whether it was seen at the newest look; otherwise that failed, or has not ended yet, and this is old
 */
public record Seen<T>(T value, Instant at, boolean current) {}
