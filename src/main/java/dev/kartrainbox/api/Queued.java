package dev.kartrainbox.api;

import java.util.UUID;

/** That a delivery is queued. */
public record Queued(UUID queued) {}
