package dev.kartrainbox.api;

import dev.kartrainbox.operations.Search;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What somebody looks for, as query parameters: all of it has to hold. */
public class SearchParameters {

    @QueryParam("state")
    @Parameter(description = "Where they stand, such as PARKED.")
    @Nullable
    String state;

    @QueryParam("action")
    @Parameter(description = "Kartra's word, such as buy_product.")
    @Nullable
    String action;

    @QueryParam("key")
    @Parameter(description = "The name of the key that they came with.")
    @Nullable
    String key;

    @QueryParam("from")
    @Parameter(description = "Received then or later, such as 2026-04-20T12:00:00Z.")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Received before that.")
    @Nullable
    String to;

    @QueryParam("leadId")
    @Parameter(description = "Kartra's id of the lead.")
    @Nullable
    String leadId;

    @QueryParam("email")
    @Parameter(
            description =
                    "All of the leads that are known by this address now, and what was not told yet and names it.")
    @Nullable
    String email;

    @QueryParam("transaction")
    @Parameter(description = "Kartra's id of a transaction that was told, with its repetitions.")
    @Nullable
    String transaction;

    @QueryParam("product")
    @Parameter(description = "Kartra's id of a product that was told.")
    @Nullable
    String product;

    Search search() {
        return new Search(
                Parameters.state(state),
                Parameters.text(action),
                Parameters.text(key),
                Parameters.time("from", from),
                Parameters.time("to", to),
                Parameters.id("leadId", leadId),
                Parameters.text(email),
                Parameters.id("transaction", transaction),
                Parameters.id("product", product));
    }
}
