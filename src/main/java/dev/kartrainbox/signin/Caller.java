package dev.kartrainbox.signin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, as the server and the audit call it: the account, and the token where it was one.
 *
 * @param account its name
 * @param token the token's name; absent where it was the password
 */
public record Caller(String account, @Nullable String token) {

    private static final String BY = " by ";

    static Caller of(Token token) {
        return new Caller(token.account(), token.name());
    }

    /** Of the name of a principal; names of accounts have no blanks. */
    public static Caller named(String principal) {
        var words = principal.split(BY, 2);
        return new Caller(words[0], words.length < 2 ? null : words[1]);
    }

    /** How it is called. */
    public String name() {
        return token == null ? account : account + BY + token;
    }

    /** Empty where it was the password. */
    public Optional<String> byToken() {
        return Optional.ofNullable(token);
    }
}
