package dev.kartrainbox.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some deliveries, the newest first.
 *
 * @param next the cursor of the next page; absent where this is the last
 */
public record DeliveryPage(
        List<DeliverySummary> deliveries, @Nullable String next) {}
