package dev.kartrainbox.operations;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Columns of native queries, as the drivers of both databases hand them out. */
final class Rows {

    private Rows() {}

    static @Nullable Instant instant(@Nullable Object time) {
        if (time == null) {
            return null;
        }
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) time).toInstant();
    }

    static @Nullable Long number(@Nullable Object number) {
        return number == null ? null : ((Number) number).longValue();
    }

    static @Nullable BigDecimal amount(@Nullable Object amount) {
        return (BigDecimal) amount;
    }

    static @Nullable UUID id(@Nullable Object id) {
        return (UUID) id;
    }

    static @Nullable String text(@Nullable Object text) {
        return text == null ? null : text.toString();
    }
}
