package dev.kartrainbox.api;

import dev.kartrainbox.signin.Account;
import java.time.Instant;

/** Somebody who may sign in. */
public record AccountInfo(String name, String role, Instant createdAt) {

    static AccountInfo of(Account account) {
        return new AccountInfo(account.name(), account.role().word(), account.createdAt());
    }
}
