package dev.kartrainbox.console;

import dev.kartrainbox.operations.Erasure;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says what is known of a person, and erases it. */
@Named
@RequestScoped
public class ErasePage {

    @Inject
    Erasure erasure;

    @Inject
    LeadLinks links;

    @Inject
    Viewer viewer;

    @Inject
    Notices notices;

    @Inject
    @ManagedProperty("#{param.of}")
    @Nullable
    String of;

    private boolean block;
    private Erasure.@Nullable Plan plan;

    /** What would be erased, for operators. */
    public Erasure.Plan getPlan() {
        if (!viewer.isOperator()) {
            throw new NotAllowedException();
        }
        if (plan == null) {
            plan = erasure.plan(links.named(of));
        }
        return plan;
    }

    /** How many rows of the mirror. */
    public long getRows() {
        return getPlan().mirrored().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Erases it. */
    @OperatorAction
    public void perform() throws IOException {
        var receipt = erasure.lead(links.named(of), block);
        notices.add(Texts.of(block ? "erase.done.block" : "erase.done", receipt.deliveries(), receipt.lead()));
        Pages.go("/console/leads");
    }

    public @Nullable String getOf() {
        return of;
    }

    public boolean isBlock() {
        return block;
    }

    public void setBlock(boolean given) {
        block = given;
    }
}
