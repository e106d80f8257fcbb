package dev.kartrainbox.api;

import dev.kartrainbox.operations.Observers;
import dev.kartrainbox.operations.Rebuild;
import dev.kartrainbox.operations.Selection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Makes the mirror anew. */
@Path("/mirror")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class MirrorResource {

    @Inject
    Rebuild rebuild;

    @Inject
    Observers observers;

    @POST
    @Path("rebuild")
    @Operation(summary = "Makes the mirror anew from the deliveries that are kept, of all leads or of one.")
    @APIResponse(
            responseCode = "200",
            description = "What was done, or would be.",
            content = @Content(schema = @Schema(implementation = Rebuilt.class)))
    public Rebuilt rebuild(
            @QueryParam("lead") @Parameter(description = "Only of this lead: its id or e-mail address.") @Nullable
                    String lead,
            @QueryParam("dryRun") @Parameter(description = "true, the default: only say what would be done.") @Nullable
                    String dryRun) {
        boolean dry = Parameters.flag("dryRun", dryRun, true);
        var one = Parameters.text(lead);
        var extents = one == null
                ? List.of(dry ? rebuild.extent() : rebuild.all())
                : rebuild.leadKeys(new Selection(null, null, null, null, null, one)).stream()
                        .map(key -> dry ? rebuild.extentOf(key) : rebuild.lead(key))
                        .toList();
        return new Rebuilt(
                dry,
                extents.stream().mapToLong(Rebuild.Extent::leads).sum(),
                extents.stream().mapToLong(Rebuild.Extent::deliveries).sum(),
                dry ? rebuild.notKept() : null,
                dry ? observers.rebuilding() : null);
    }
}
