package dev.kartrainbox.api;

import dev.kartrainbox.operations.Arrivals;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How many deliveries arrived. */
@Path("/arrivals")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class ArrivalsResource {

    @Inject
    Arrivals arrivals;

    @GET
    @ViewersToo
    @Operation(
            summary =
                    "Counts what arrived in the last 24 hours and a week before, and tells which actions have stopped coming; counted at most every 15 seconds. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "The figures, and whether they are old since the database is away.",
            content = @Content(schema = @Schema(implementation = CountedArrivals.class)))
    public CountedArrivals count() {
        return arrivals.latest()
                .map(seen -> new CountedArrivals(seen.at(), seen.current(), seen.value()))
                .orElseThrow(() -> Problem.away("Arrivals are not counted yet, or the database is away. Try again."));
    }
}
