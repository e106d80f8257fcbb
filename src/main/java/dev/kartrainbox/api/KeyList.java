package dev.kartrainbox.api;

import java.util.List;

/** All keys that there are and were. */
public record KeyList(List<KeyInfo> keys) {}
