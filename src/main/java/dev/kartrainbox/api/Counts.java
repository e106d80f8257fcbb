package dev.kartrainbox.api;

import dev.kartrainbox.inbox.State;
import java.util.Map;

/** How many deliveries are in which state. */
public record Counts(Map<State, Long> deliveries) {}
