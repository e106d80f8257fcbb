package dev.kartrainbox.operations;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of native queries, as the drivers have them. */
final class Columns {

    private Columns() {}

    static Instant instant(Object time) {
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) time).toInstant();
    }

    static @Nullable Instant instantOrNull(@Nullable Object time) {
        return time == null ? null : instant(time);
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

    static List<UUID> ids(List<?> rows) {
        return rows.stream().map(UUID.class::cast).toList();
    }

    static List<String> texts(List<?> rows) {
        return rows.stream().map(String.class::cast).toList();
    }
}
