package dev.kartrainbox.api;

import dev.kartrainbox.operations.Erasure;
import dev.kartrainbox.operations.LeadExport;
import dev.kartrainbox.operations.Retention;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What people may ask for who are in the inbox. A lead is named in the body: addresses of requests end in logs. */
@Path("/personal-data")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class PersonalDataResource {

    private static final String DRY_RUN = "true, the default: only say what would be done.";

    @Inject
    Erasure erasure;

    @Inject
    LeadExport export;

    @Inject
    Retention retention;

    @Inject
    Settings settings;

    @POST
    @Path("erase")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Erases a lead everywhere; what others' notifications say of it, in the background.")
    @APIResponse(
            responseCode = "200",
            description = "What was done at once, or would be. The audit tells when the rest is done.",
            content = @Content(schema = @Schema(implementation = Erased.class)))
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Erased erase(
            @RequestBody(required = true) @Nullable NewErasure body,
            @QueryParam("dryRun") @Parameter(description = DRY_RUN) @Nullable String dryRun) {
        var wanted = Parameters.required("lead", body);
        var lead = Parameters.required("lead", wanted.lead());
        return Parameters.flag("dryRun", dryRun, true)
                ? Erased.wouldBe(erasure.plan(lead))
                : Erased.of(erasure.lead(lead, Boolean.TRUE.equals(wanted.block())));
    }

    @POST
    @Path("export")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Hands out all that is known of a lead: its rows of the mirror, its notifications with their bodies.")
    @APIResponse(
            responseCode = "200",
            description = "A JSON object. Where the connection breaks off, it has no end.",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Response export(@RequestBody(required = true) @Nullable NewExport body) {
        var lead = Parameters.required("lead", Parameters.required("lead", body).lead());
        var names = export.names(lead); // before anything is answered
        StreamingOutput all = output -> export.write(names, output);
        return Response.ok(all, MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"lead.json\"")
                .build();
    }

    @POST
    @Path("retain")
    @Operation(summary = "Deletes what is older than the settings say, as a server does by itself once a day.")
    @APIResponse(
            responseCode = "200",
            description = "What was deleted, or would be.",
            content = @Content(schema = @Schema(implementation = Retained.class)))
    public Retained retain(@QueryParam("dryRun") @Parameter(description = DRY_RUN) @Nullable String dryRun) {
        boolean dry = Parameters.flag("dryRun", dryRun, true);
        return Retained.of(dry ? retention.due(settings.keepFor()) : retention.now(settings.keepFor()), dry);
    }
}
