package dev.kartrainbox.api;

import dev.kartrainbox.operations.Selection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which deliveries something is to be done with, as query parameters: all of it has to hold, and something must be there. */
public class SelectionParameters {

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

    @QueryParam("lead")
    @Parameter(description = "The lead that they name: its id or e-mail address.")
    @Nullable
    String lead;

    Selection selection() {
        return new Selection(
                Parameters.state(state),
                Parameters.text(action),
                Parameters.text(key),
                Parameters.time("from", from),
                Parameters.time("to", to),
                Parameters.text(lead));
    }
}
