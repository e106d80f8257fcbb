package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.operations.BodyText;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Replay;
import dev.kartrainbox.signin.Sight;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Looks for deliveries, shows one, and has one told again, released or discarded. */
@Path("/deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class DeliveriesResource {

    @Inject
    Deliveries deliveries;

    @Inject
    Replay replay;

    @Inject
    Discard discard;

    @Context
    SecurityContext caller;

    @GET
    @ViewersToo
    @Operation(summary = "Looks for deliveries, the newest first. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "Those that were found.",
            content = @Content(schema = @Schema(implementation = DeliveryPage.class)))
    public DeliveryPage search(
            @BeanParam SearchParameters parameters,
            @QueryParam("cursor") @Parameter(description = "Of the page before: its `next`.") @Nullable String cursor,
            @QueryParam("size") @Parameter(description = "1 to 500, default 50.") @Nullable Integer size) {
        int most = Cursor.size(size);
        var found = deliveries.search(parameters.search(), Cursor.read(cursor), most);
        var sight = Sight.of(caller::isUserInRole);
        return new DeliveryPage(
                found.stream()
                        .map(delivery -> DeliverySummary.of(delivery, sight))
                        .toList(),
                Cursor.after(found, most, Delivery::id));
    }

    @GET
    @Path("counts")
    @ViewersToo
    @Operation(summary = "Counts all deliveries by state. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "A number for each state.",
            content = @Content(schema = @Schema(implementation = Counts.class)))
    public Counts counts() {
        return new Counts(deliveries.counts());
    }

    @GET
    @Path("{id}")
    @ViewersToo
    @Operation(
            summary =
                    "Shows a delivery with everything about it. For viewers too, without body, headers and remote address.")
    @APIResponse(
            responseCode = "200",
            description = "The delivery.",
            content = @Content(schema = @Schema(implementation = DeliveryDetail.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public DeliveryDetail show(@PathParam("id") UUID id) {
        var delivery = deliveries.find(id).orElseThrow(() -> unknown(id));
        var sight = Sight.of(caller::isUserInRole);
        return new DeliveryDetail(
                DeliverySummary.of(delivery, sight),
                delivery.contentType().orElse(null),
                delivery.contentEncoding().orElse(null),
                HexFormat.of().formatHex(delivery.sha256()),
                delivery.unexpected().stream().flatMap(String::lines).toList(),
                deliveries.debts(id),
                deliveries.repetitions(id),
                sight.only(Optional.of(delivery.remoteAddress())),
                sight.only(Optional.of(delivery.headers())),
                sight.all() ? deliveries.body(id).flatMap(BodyText::of).orElse(null) : null);
    }

    @GET
    @Path("{id}/body")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "The body of a delivery, byte for byte as it came.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public Response body(@PathParam("id") UUID id) {
        var body = deliveries.body(id).orElseThrow(() -> unknown(id));
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"" + id + "\"")
                .build();
    }

    @POST
    @Path("{id}/replay")
    @Operation(summary = "Has a delivery told to all observers once more, or to one alone.")
    @APIResponse(
            responseCode = "200",
            description = "It is queued; a worker takes it within a second.",
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    public Queued replay(
            @PathParam("id") UUID id,
            @QueryParam("observer")
                    @Parameter(description = "By this observer alone, which owes it something.")
                    @Nullable
                    String observer,
            @QueryParam("anew") @Parameter(description = "true: also if the observer owes it nothing.") @Nullable
                    String anew) {
        var name = Parameters.text(observer);
        if (deliveries.find(id).isEmpty()) {
            throw unknown(id);
        }
        if (name == null) {
            replay.delivery(id);
        } else if (!(Parameters.flag("anew", anew, false) ? replay.anew(id, name) : replay.observer(id, name))) {
            throw Problem.conflict("That observer owes the delivery nothing, or is not told of such.");
        }
        return new Queued(id);
    }

    @POST
    @Path("{id}/release")
    @Operation(summary = "Has a delivery told that was held back as a duplicate. A payment is still counted once.")
    @APIResponse(
            responseCode = "200",
            description = "It is queued.",
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    public Queued release(@PathParam("id") UUID id) {
        if (deliveries.find(id).isEmpty()) {
            throw unknown(id);
        }
        if (replay.release(id).isEmpty()) {
            throw Problem.conflict("The delivery is not held back as a duplicate.");
        }
        return new Queued(id);
    }

    @POST
    @Path("{id}/discard")
    @Operation(
            summary = "Takes back a delivery that Kartra did not send; the mirror of its lead is rebuilt without it.")
    @APIResponse(
            responseCode = "200",
            description = "What was done.",
            content = @Content(schema = @Schema(implementation = Discarded.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public Discarded discard(@PathParam("id") UUID id) {
        return discard.delivery(id).map(Discarded::of).orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(UUID id) {
        return Problem.unknown("The inbox has no delivery " + id + ".");
    }
}
