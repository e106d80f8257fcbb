package dev.kartrainbox.api;

import dev.kartrainbox.operations.Deliveries.Debt;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One delivery with everything about it.
 *
 * @param unexpected what did not look as documented
 * @param observers who still owes it something
 * @param repeatedBy deliveries that were held back as repetitions of it
 * @param remoteAddress from where it came; for operators only, as are the next two
 * @param headers of the request, one per line, without secrets
 * @param body as text; absent where it is none, see its own address then
 */
public record DeliveryDetail(
        DeliverySummary delivery,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        String sha256,
        List<String> unexpected,
        List<Debt> observers,
        List<UUID> repeatedBy,
        @Nullable String remoteAddress,
        @Nullable String headers,
        @Nullable String body) {}
