package dev.kartrainbox.api;

import java.util.List;

/** Bearer tokens. */
record TokenList(List<TokenInfo> tokens) {}
