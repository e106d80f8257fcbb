package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** Another role: viewer or operator. */
public record NewRole(@Nullable String role) {}
