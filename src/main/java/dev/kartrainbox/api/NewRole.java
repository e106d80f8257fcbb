package dev.kartrainbox.api;

import org.jspecify.annotations.Nullable;

/** Another role: viewer or operator. */
record NewRole(@Nullable String role) {}
