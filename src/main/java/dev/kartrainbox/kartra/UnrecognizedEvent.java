package dev.kartrainbox.kartra;

import jakarta.json.JsonValue;

/**
 * Something happened that this release has no type for. An action leaves this type only in a release that says so.
 *
 * @param notification what all notifications have in common; {@link #action()} tells Kartra's word
 * @param details the value of {@code action_details} as it came, {@link JsonValue#NULL} where there is none
 */
public record UnrecognizedEvent(Notification notification, JsonValue details) implements KartraEvent {}
