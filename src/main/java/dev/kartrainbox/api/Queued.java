package dev.kartrainbox.api;

import java.util.UUID;

/** That a delivery is queued. */
record Queued(UUID queued) {}
