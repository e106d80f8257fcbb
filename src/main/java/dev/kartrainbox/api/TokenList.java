package dev.kartrainbox.api;

import java.util.List;

/** Bearer tokens. */
public record TokenList(List<TokenInfo> tokens) {}
