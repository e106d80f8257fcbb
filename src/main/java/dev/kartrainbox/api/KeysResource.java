package dev.kartrainbox.api;

import dev.kartrainbox.operations.OutboundKeys;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The keys of the URL that Kartra posts to. */
@Path("/keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class KeysResource {

    private static final int STANDARD_GRACE = 24;
    private static final int LONGEST_GRACE = 720;

    @Inject
    OutboundKeys keys;

    @Inject
    Clock clock;

    @GET
    @ViewersToo
    @Operation(summary = "Lists the keys, by name. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "The keys, without themselves.",
            content = @Content(schema = @Schema(implementation = KeyList.class)))
    public KeyList list() {
        var now = clock.instant();
        return new KeyList(keys.all().stream().map(key -> KeyInfo.of(key, now)).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a key. All servers accept it within seconds.")
    @APIResponse(
            responseCode = "201",
            description = "The key, shown this once.",
            content = @Content(schema = @Schema(implementation = MadeKey.class)))
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Response create(@RequestBody(required = true) @Nullable NewKey body) {
        mayBeChanged();
        return made(keys.create(name(body)), "There is a key of this name, or was.");
    }

    @POST
    @Path("{name}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Makes a key in place of another, which is accepted for some hours more: until Kartra was told.")
    @APIResponse(
            responseCode = "201",
            description = "The new key, shown this once.",
            content = @Content(schema = @Schema(implementation = MadeKey.class)))
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Response rotate(@PathParam("name") String old, @RequestBody(required = true) @Nullable NewKey body) {
        mayBeChanged();
        var name = name(body);
        var asked = Parameters.required("name", body).keepOldHours();
        int hours = asked == null ? STANDARD_GRACE : asked;
        if (hours < 0 || hours > LONGEST_GRACE) {
            throw Problem.wrong("keepOldHours has to be 0 to " + LONGEST_GRACE + ".");
        }
        return made(
                keys.rotate(old, name, Duration.ofHours(hours)),
                "The old key is not live, or there is a key of the new name, or was.");
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Ends a key. No server accepts it any more, within seconds.")
    @APIResponse(responseCode = "204", description = "It is accepted no more.")
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    public void disable(@PathParam("name") String name) {
        mayBeChanged();
        if (!keys.disable(name)) {
            throw Problem.unknown("There is no live key of this name.");
        }
    }

    private static String name(@Nullable NewKey body) {
        return Parameters.required("name", Parameters.required("name", body).name());
    }

    private static Response made(Optional<OutboundKeys.Made> made, String otherwise) {
        return made.map(key -> new MadeKey(key.key().name(), key.url()))
                .map(key -> Response.status(Response.Status.CREATED).entity(key).build())
                .orElseThrow(() -> Problem.conflict(otherwise));
    }

    private void mayBeChanged() {
        if (keys.areGiven()) {
            throw Problem.conflict(
                    "The keys stand in KARTRA_INBOX_KEY: change them there, and start the server again.");
        }
    }
}
