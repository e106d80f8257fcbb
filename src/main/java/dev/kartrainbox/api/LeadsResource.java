package dev.kartrainbox.api;

import dev.kartrainbox.operations.KnownLeads;
import dev.kartrainbox.operations.LeadHistory;
import dev.kartrainbox.signin.Sight;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What is known of leads. */
@Path("/leads")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class LeadsResource {

    @Inject
    KnownLeads leads;

    @Inject
    LeadHistory history;

    @Context
    SecurityContext caller;

    @GET
    @ViewersToo
    @Operation(summary = "Finds leads by id or e-mail address. For viewers too, masked.")
    @APIResponse(
            responseCode = "200",
            description = "Those that were found.",
            content = @Content(schema = @Schema(implementation = LeadList.class)))
    public LeadList find(
            @QueryParam("id") @Parameter(description = "Kartra's id.") @Nullable String id,
            @QueryParam("email") @Parameter(description = "The address by which it is known now.") @Nullable
                    String email) {
        var number = Parameters.id("id", id);
        var address = Parameters.text(email);
        if ((number == null) == (address == null)) {
            throw Problem.wrong("Say either id or email.");
        }
        var found = number != null ? leads.withId(number) : leads.withEmail(Objects.requireNonNull(address));
        var sight = Sight.of(caller::isUserInRole);
        return new LeadList(
                found.stream().map(lead -> LeadSummary.of(lead, sight)).toList());
    }

    @GET
    @Path("{key}")
    @ViewersToo
    @Operation(summary = "What is known of a lead, by its key such as i:731904. For viewers too, masked.")
    @APIResponse(
            responseCode = "200",
            description = "The lead.",
            content = @Content(schema = @Schema(implementation = LeadDetail.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public LeadDetail show(@PathParam("key") String key) {
        var lead = known(key);
        var sight = Sight.of(caller::isUserInRole);
        return new LeadDetail(
                LeadSummary.of(lead, sight),
                sight.all() ? leads.attributes(key) : null,
                sight.all() ? leads.customFields(key) : null,
                leads.facts(key),
                history.payments(key),
                history.bookings(key),
                sight.all() ? history.surveys(key) : null);
    }

    @GET
    @Path("{key}/timeline")
    @ViewersToo
    @Operation(summary = "What happened to a lead, the newest first. For viewers too.")
    @APIResponse(
            responseCode = "200",
            description = "Its time line.",
            content = @Content(schema = @Schema(implementation = Timeline.class)))
    @APIResponse(responseCode = "404", ref = Api.UNKNOWN)
    public Timeline timeline(
            @PathParam("key") String key,
            @QueryParam("cursor") @Parameter(description = "Of the page before: its `next`.") @Nullable String cursor,
            @QueryParam("size") @Parameter(description = "1 to 500, default 50.") @Nullable Integer size) {
        known(key);
        int most = Cursor.size(size);
        var events = history.timeline(key, Cursor.orNewest(cursor), most);
        return new Timeline(events, Cursor.after(events, most, LeadHistory.Happening::deliveryId));
    }

    private KnownLeads.Sighted known(String key) {
        return leads.find(key).orElseThrow(() -> Problem.unknown("The mirror knows no lead with this key."));
    }
}
