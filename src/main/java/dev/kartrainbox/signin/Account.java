package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.operations.Operator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** Somebody who may sign in with a password. */
@Entity
@Table(name = "account")
@NamedQuery(name = Account.ALL, query = "select a from Account a order by a.name")
@NamedQuery(name = Account.COUNT, query = "select count(a) from Account a")
public class Account {

    /** The one that the first start makes. */
    public static final String ADMINISTRATOR = "admin";

    /** By name. */
    static final String ALL = "Account.all";

    /** How many there are. */
    static final String COUNT = "Account.count";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    @Id
    @Column(name = "name")
    private String name;

    @Column(name = "password")
    private String password;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Role role;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(String name, String hashedPassword, Role role, Instant createdAt) {
        this.name = name;
        this.password = hashedPassword;
        this.role = role;
        this.createdAt = createdAt.atOffset(ZoneOffset.UTC);
    }

    /** As names are compared: in lower case. */
    static String normalized(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether it is the one that stays an operator, so that somebody is left who may do everything. */
    public static boolean isAdministrator(String name) {
        return normalized(name).equals(ADMINISTRATOR);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(Operator.NOBODY);
    }

    void changePassword(String hashedPassword) {
        password = hashedPassword;
    }

    void changeRole(Role other) {
        role = other;
    }

    public String name() {
        return name;
    }

    /** Its hash, as {@link Passwords} made it. */
    String password() {
        return password;
    }

    /** That it is still the same one, without the hash itself. */
    byte[] passwordMark() {
        return Fingerprint.sha256(password.getBytes(StandardCharsets.UTF_8));
    }

    public Role role() {
        return role;
    }

    public Instant createdAt() {
        return createdAt.toInstant();
    }
}
