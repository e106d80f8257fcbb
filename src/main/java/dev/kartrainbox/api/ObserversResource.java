package dev.kartrainbox.api;

import dev.kartrainbox.operations.Observers;
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

/** Who is told of what. */
@Path("/observers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class ObserversResource {

    @Inject
    Observers observers;

    @GET
    @ViewersToo
    @Operation(summary = "Lists the observers and what they are told of, as of the last start. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "The observers, by name.",
            content = @Content(schema = @Schema(implementation = ObserverList.class)))
    public ObserverList list() {
        return new ObserverList(observers.all());
    }
}
