package dev.kartrainbox.api;

import dev.kartrainbox.operations.Audit;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Search;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Hands out deliveries with their bodies, as many as there are. */
@Path("/export")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class ExportResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    @Inject
    Deliveries deliveries;

    @Inject
    Audit audit;

    @GET
    @Path("deliveries.ndjson")
    @Produces(NDJSON)
    @Operation(summary = "Exports the deliveries that are looked for, the newest first, a JSON object on each line.")
    @APIResponse(
            responseCode = "200",
            description = "The lines. Where the connection breaks off, some are missing.",
            content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    public Response ndjson(@BeanParam SearchParameters parameters) {
        return streamed(parameters.search(), NDJSON, new NdjsonExport());
    }

    @GET
    @Path("deliveries.csv")
    @Produces(CSV)
    @Operation(summary = "Exports the deliveries that are looked for, the newest first, for a spreadsheet.")
    @APIResponse(
            responseCode = "200",
            description = "The rows. Cells that a spreadsheet would take for a formula begin with an apostrophe.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response csv(@BeanParam SearchParameters parameters) {
        return streamed(parameters.search(), CSV + ";charset=UTF-8", new CsvExport());
    }

    private Response streamed(Search search, String mediaType, ExportFormat format) {
        StreamingOutput lines = output -> audit.around(
                "export",
                search.toString(),
                () -> new Export(deliveries, format).write(search, output) + " deliveries");
        return Response.ok(lines, mediaType)
                .header("Content-Disposition", "attachment; filename=\"deliveries." + format.suffix() + "\"")
                .build();
    }
}
