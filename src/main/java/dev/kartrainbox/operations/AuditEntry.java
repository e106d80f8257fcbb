package dev.kartrainbox.operations;

import dev.kartrainbox.inbox.Storable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Something that an operator did. Written once. */
@Entity
@Table(name = "audit")
public class AuditEntry {

    private static final int MOST_OF_OPERATOR = 255;
    private static final int MOST_OF_TEXT = 1000;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "at")
    private OffsetDateTime at;

    @Column(name = "operator")
    private String operator;

    @Column(name = "operation")
    private String operation;

    @Column(name = "subject")
    private String subject;

    @Column(name = "outcome")
    private String outcome;

    @SuppressWarnings("NullAway.Init")
    protected AuditEntry() {}

    AuditEntry(UUID id, Instant at, String operator, String operation, String subject, String outcome) {
        this.id = id;
        this.at = at.atOffset(ZoneOffset.UTC);
        this.operator = Storable.text(operator, MOST_OF_OPERATOR);
        this.operation = operation;
        this.subject = Storable.text(subject, MOST_OF_TEXT);
        this.outcome = Storable.text(outcome, MOST_OF_TEXT);
    }

    public UUID id() {
        return id;
    }

    public Instant at() {
        return at.toInstant();
    }

    /** An account, its token, the terminal, or the server itself. */
    public String operator() {
        return operator;
    }

    /** One word. */
    public String operation() {
        return operation;
    }

    /** What it was done to. */
    public String subject() {
        return subject;
    }

    /** What came of it. */
    public String outcome() {
        return outcome;
    }
}
