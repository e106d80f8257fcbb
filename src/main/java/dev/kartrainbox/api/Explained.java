package dev.kartrainbox.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What would become of a notification.
 *
 * @param problem why it cannot be read; absent where it can
 * @param action Kartra's word; absent where it cannot be read
 * @param event the type of the event that observers would be told
 * @param values what was bound, under the names of Kartra's keys
 * @param unexpected what does not look as documented
 * @param repeats the delivery that it would be held back for; absent where it would be told
 * @param told who would be told
 */
public record Explained(
        @Nullable String problem,
        @Nullable String action,
        @Nullable String event,
        @Schema(type = SchemaType.OBJECT) JsonObject values,
        List<String> unexpected,
        @Nullable UUID repeats,
        List<String> told) {}
