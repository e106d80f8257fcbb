package dev.kartrainbox.api;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.operations.Explain;
import dev.kartrainbox.operations.Precedents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Has a notification explained. */
@Path(ExplainResource.PATH)
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class ExplainResource {

    static final String PATH = "explain";

    @Inject
    Explain explain;

    @Inject
    Precedents precedents;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Tells what would become of a body if Kartra posted it, and keeps nothing of it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "What would become of it.",
            content = @Content(schema = @Schema(implementation = Explained.class)))
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Explained explain(
            InputStream body,
            @HeaderParam("Content-Encoding") @Parameter(description = "gzip, where it is packed.") @Nullable
                    String contentEncoding)
            throws IOException {
        var bytes = body.readAllBytes();
        var explanation = explain.body(bytes, contentEncoding);
        var event = explanation.told();
        return new Explained(
                explanation.whyUnreadable().orElse(null),
                event.map(KartraEvent::action).orElse(null),
                event.map(told -> told.getClass().getSimpleName()).orElse(null),
                explanation.values(),
                explanation.unexpected().stream().map(Unexpected::toString).toList(),
                event.flatMap(told -> precedents.repeatedBy(told, bytes)).orElse(null),
                event.map(precedents::observersOf).orElse(List.of()));
    }
}
