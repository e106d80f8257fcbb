package dev.kartrainbox.api;

import java.util.List;

/** Everybody who may sign in. */
public record AccountList(List<AccountInfo> accounts) {}
