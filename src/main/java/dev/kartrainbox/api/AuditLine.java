package dev.kartrainbox.api;

import dev.kartrainbox.operations.AuditEntry;
import java.time.Instant;
import java.util.UUID;

/** Something that somebody did. */
public record AuditLine(UUID id, Instant at, String operator, String operation, String subject, String outcome) {

    static AuditLine of(AuditEntry entry) {
        return new AuditLine(
                entry.id(), entry.at(), entry.operator(), entry.operation(), entry.subject(), entry.outcome());
    }
}
