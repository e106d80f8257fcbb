package dev.kartrainbox.api;

import java.util.List;

/** All keys that there are and were. */
record KeyList(List<KeyInfo> keys) {}
