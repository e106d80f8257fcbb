package dev.kartrainbox.api;

import dev.kartrainbox.signin.Account;
import dev.kartrainbox.signin.Accounts;
import dev.kartrainbox.signin.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who may sign in. */
@Path("/accounts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class AccountsResource {

    @Inject
    Accounts accounts;

    @GET
    @Operation(summary = "Lists the accounts, by name.")
    @APIResponse(
            responseCode = "200",
            description = "The accounts.",
            content = @Content(schema = @Schema(implementation = AccountList.class)))
    public AccountList list() {
        return new AccountList(accounts.all().stream().map(AccountInfo::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes an account.")
    @APIResponse(
            responseCode = "201",
            description = "The account.",
            content = @Content(schema = @Schema(implementation = AccountInfo.class)))
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public Response create(@RequestBody(required = true) @Nullable NewAccount body) {
        var asked = Parameters.required("name", body);
        return accounts.create(
                        Parameters.required("name", asked.name()),
                        Parameters.required("password", asked.password()),
                        Roles.named(asked.role()))
                .map(AccountInfo::of)
                .map(account ->
                        Response.status(Response.Status.CREATED).entity(account).build())
                .orElseThrow(() -> Problem.conflict("There is an account of this name."));
    }

    @PUT
    @Path("{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Gives an account another password, and revokes its tokens.")
    @APIResponse(responseCode = "204", description = "It has another password.")
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public void changePassword(
            @PathParam("name") String name, @RequestBody(required = true) @Nullable NewPassword body) {
        var password = Parameters.required(
                "password", Parameters.required("password", body).password());
        done(accounts.changePassword(name, password));
    }

    @PUT
    @Path("{name}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Gives an account another role, and revokes its tokens.")
    @APIResponse(responseCode = "204", description = "It has another role.")
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
    public void changeRole(@PathParam("name") String name, @RequestBody(required = true) @Nullable NewRole body) {
        var role = Roles.named(Parameters.required("role", body).role());
        staysIfItIsTheAdministrator(name, role);
        done(accounts.changeRole(name, role));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Removes an account and its tokens.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    @APIResponse(responseCode = "409", ref = Api.CONFLICT)
    public void remove(@PathParam("name") String name) {
        staysIfItIsTheAdministrator(name, Role.VIEWER);
        done(accounts.remove(name));
    }

    /** So that somebody is left who may do everything. */
    private static void staysIfItIsTheAdministrator(String name, Role role) {
        if (role != Role.OPERATOR && Account.isAdministrator(name)) {
            throw Problem.conflict("The administrator stays an operator.");
        }
    }

    private static void done(boolean done) {
        if (!done) {
            throw Problem.unknown("There is no account of this name.");
        }
    }
}
