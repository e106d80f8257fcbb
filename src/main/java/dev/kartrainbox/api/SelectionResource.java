package dev.kartrainbox.api;

import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Observers;
import dev.kartrainbox.operations.Replay;
import dev.kartrainbox.operations.Selection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Does something with many deliveries. It only says what it would do, until `dryRun=false` is asked for. */
@Path("/selection")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "400", ref = Api.WRONG)
@APIResponse(responseCode = "401", ref = Api.UNSIGNED)
@APIResponse(responseCode = "403", ref = Api.FORBIDDEN)
@APIResponse(responseCode = "500", ref = Api.FAILED)
@APIResponse(responseCode = "503", ref = Api.AWAY)
public class SelectionResource {

    private static final String DRY_RUN = "true, the default: only say what would be done.";

    @Inject
    Deliveries deliveries;

    @Inject
    Replay replay;

    @Inject
    Discard discard;

    @Inject
    Observers observers;

    @POST
    @Path("replay")
    @Operation(summary = "Has the selected deliveries told once more, to all observers or to one alone.")
    @APIResponse(
            responseCode = "200",
            description = "What was done, or would be.",
            content = @Content(schema = @Schema(implementation = Replayed.class)))
    public Replayed replay(
            @BeanParam SelectionParameters parameters,
            @QueryParam("observer")
                    @Parameter(description = "By this observer alone, and only those to which it owes something.")
                    @Nullable
                    String observer,
            @QueryParam("anew") @Parameter(description = "true: also where the observer owes nothing.") @Nullable
                    String anew,
            @QueryParam("dryRun") @Parameter(description = DRY_RUN) @Nullable String dryRun) {
        var selection = parameters.selection();
        var name = Parameters.text(observer);
        boolean again = Parameters.flag("anew", anew, false);
        if (again && name == null) {
            throw Problem.wrong("anew needs an observer.");
        }
        boolean dry = Parameters.flag("dryRun", dryRun, true);
        if (name == null) {
            return dry ? wouldBe(selection) : Replayed.of(replay.all(selection));
        }
        if (dry) {
            long queued = replay.countOwed(selection, name) + (again ? replay.countAnew(selection, name) : 0);
            return Replayed.wouldBe(queued, deliveries.overview(selection), Set.of(name));
        }
        return Replayed.of(again ? replay.anew(selection, name) : replay.owed(selection, name));
    }

    private Replayed wouldBe(Selection selection) {
        var selected = deliveries.overview(selection);
        var replayed = selected.notIn(Replay.NOT_REPLAYED);
        return Replayed.wouldBe(replayed.deliveries(), selected, observers.of(replayed.actions()));
    }

    @POST
    @Path("discard")
    @Operation(
            summary =
                    "Takes back the selected deliveries, which Kartra did not send; the mirror of their leads is rebuilt.")
    @APIResponse(
            responseCode = "200",
            description = "What was done, or would be.",
            content = @Content(schema = @Schema(implementation = Discarded.class)))
    public Discarded discard(
            @BeanParam SelectionParameters parameters,
            @QueryParam("dryRun") @Parameter(description = DRY_RUN) @Nullable String dryRun) {
        var selection = parameters.selection();
        return Parameters.flag("dryRun", dryRun, true)
                ? Discarded.wouldBe(deliveries.overview(selection).notIn(Set.of(State.DISCARDED)))
                : Discarded.of(discard.all(selection));
    }
}
