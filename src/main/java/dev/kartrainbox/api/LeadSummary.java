package dev.kartrainbox.api;

import dev.kartrainbox.operations.KnownLeads;
import dev.kartrainbox.signin.Sight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A lead as a list shows it. */
public record LeadSummary(
        String key,
        @Nullable Long id,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        Instant firstSeenAt,
        Instant lastSeenAt) {

    static LeadSummary of(KnownLeads.Sighted lead, Sight sight) {
        return new LeadSummary(
                sight.leadKey(lead.key()),
                lead.id(),
                sight.email(lead.email()),
                sight.name(lead.firstName()),
                sight.name(lead.lastName()),
                lead.firstSeenAt(),
                lead.lastSeenAt());
    }
}
