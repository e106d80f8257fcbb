package dev.kartrainbox.api;

import dev.kartrainbox.operations.DriftReport;
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

/** What was unexpected in notifications. */
@Path("/drift")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class DriftResource {

    private static final int MOST = 500;

    @Inject
    DriftReport drift;

    @GET
    @ViewersToo
    @Operation(
            summary =
                    "Lists what was unexpected in notifications, what was seen last first; 500 lines at most. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "The lines.",
            content = @Content(schema = @Schema(implementation = DriftList.class)))
    public DriftList list() {
        return new DriftList(drift.lines(MOST));
    }
}
