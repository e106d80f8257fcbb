package dev.kartrainbox.api;

import dev.kartrainbox.signin.Accounts;
import dev.kartrainbox.signin.Caller;
import dev.kartrainbox.signin.Sight;
import dev.kartrainbox.signin.Tokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/** Bearer tokens: made by account and password, since a token that was stolen is not to make others. */
@Path("/tokens")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class TokensResource {

    private static final int STANDARD_DAYS = 90;

    @Inject
    Tokens tokens;

    @Inject
    Accounts accounts;

    @Inject
    Clock clock;

    @Context
    SecurityContext caller;

    @POST
    @ViewersToo
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirement(name = "password")
    @Operation(summary = "Makes a token, for whom account and password are those of HTTP Basic. For viewers too.")
    @APIResponse(
            responseCode = "201",
            description = "The token, shown this once.",
            content = @Content(schema = @Schema(implementation = MadeToken.class)))
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    @APIResponse(
            responseCode = "429",
            description = "Too many attempts failed; Retry-After says how long to wait.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response create(@RequestBody(required = true) @Nullable NewToken body) {
        if (who().byToken().isPresent()) {
            throw Problem.forbidden("A token makes no other: send account and password by HTTP Basic.");
        }
        var account = accounts.named(who().account()).orElseThrow(() -> Problem.forbidden("The account is gone."));
        var asked = Parameters.required("name", body);
        var made = tokens.make(
                account,
                Parameters.required("name", asked.name()),
                asked.role() == null ? account.role() : Roles.named(asked.role()),
                asked.days() == null ? STANDARD_DAYS : asked.days());
        var token = made.token();
        return Response.status(Response.Status.CREATED)
                .entity(new MadeToken(token.id(), token.name(), token.role().word(), token.expiresAt(), made.secret()))
                .build();
    }

    @GET
    @ViewersToo
    @Operation(summary = "Lists tokens, the newest first: a viewer's own, or everybody's. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "The tokens, without themselves.",
            content = @Content(schema = @Schema(implementation = TokenList.class)))
    public TokenList list() {
        var now = clock.instant();
        var listed = Sight.of(caller::isUserInRole).all() ? tokens.all() : tokens.of(who().account());
        return new TokenList(
                listed.stream().map(token -> TokenInfo.of(token, now)).toList());
    }

    @DELETE
    @Path("{id}")
    @ViewersToo
    @Operation(summary = "Revokes a token: a viewer one of their own, an operator any. For viewers too.")
    @APIResponse(responseCode = "204", description = "It is accepted no more.")
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public void revoke(@PathParam("id") UUID id) {
        var mine = tokens.find(id)
                .filter(token ->
                        Sight.of(caller::isUserInRole).all() || token.account().equals(who().account()));
        if (mine.isEmpty() || !tokens.revoke(id)) {
            throw Problem.unknown("There is no such token.");
        }
    }

    private Caller who() {
        return Caller.named(caller.getUserPrincipal().getName());
    }
}
