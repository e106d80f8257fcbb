package dev.kartrainbox.api;

import dev.kartrainbox.operations.Audit;
import dev.kartrainbox.operations.AuditEntry;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What operators did. */
@Path("/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class AuditResource {

    @Inject
    Audit audit;

    @GET
    @Operation(summary = "Lists what operators did, the newest first.")
    @APIResponse(
            responseCode = "200",
            description = "The entries.",
            content = @Content(schema = @Schema(implementation = AuditPage.class)))
    public AuditPage list(
            @QueryParam("cursor") @Parameter(description = "Of the page before: its `next`.") @Nullable String cursor,
            @QueryParam("size") @Parameter(description = "1 to 500, default 50.") @Nullable Integer size) {
        int most = Cursor.size(size);
        var entries = audit.entries(Cursor.orNewest(cursor), most);
        return new AuditPage(entries.stream().map(AuditLine::of).toList(), Cursor.after(entries, most, AuditEntry::id));
    }
}
