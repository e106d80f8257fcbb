package dev.kartrainbox.operations;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Values of native queries, as the drivers have them. */
final class Columns {

    private Columns() {}

    static Instant instant(Object time) {
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) time).toInstant();
    }

    static List<UUID> ids(List<?> rows) {
        return rows.stream().map(UUID.class::cast).toList();
    }

    static List<String> texts(List<?> rows) {
        return rows.stream().map(String.class::cast).toList();
    }
}
