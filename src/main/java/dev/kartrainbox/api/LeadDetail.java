package dev.kartrainbox.api;

import dev.kartrainbox.operations.KnownLeads;
import dev.kartrainbox.operations.LeadHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a lead.
 *
 * @param attributes what Kartra said of it, under Kartra's names; for operators only, as are its custom fields
 * @param facts tags, lists, sequences and memberships, also past ones
 * @param payments purchases, refunds and cancellations, the newest first
 * @param bookings dates in calendars
 * @param surveys what it filled in, the newest first; for operators only, like its custom fields
 */
public record LeadDetail(
        LeadSummary lead,
        @Nullable Map<String, String> attributes,
        @Nullable Map<String, String> customFields,
        List<KnownLeads.Fact> facts,
        List<LeadHistory.Payment> payments,
        List<LeadHistory.Booking> bookings,
        @Nullable List<LeadHistory.Survey> surveys) {}
