package dev.kartrainbox.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes an erased lead out of the columns of all tables: what the mirror knows of others may name it. */
final class TextColumns {

    /** Whose columns may hold what was received. */
    static final Set<String> SEARCHED = Set.of(
            "calendar",
            "calendar_booking",
            "calendar_booking_host",
            "custom_field",
            "custom_field_option",
            "delivery",
            "form",
            "form_submission",
            "kartra_page",
            "lead",
            "lead_sighting",
            "list_subscription",
            "mailing_list",
            "membership",
            "membership_access",
            "membership_level",
            "observer_task",
            "page_split_test_link",
            "page_visit",
            "product",
            "product_signup",
            "sale",
            "score_reached",
            "sequence",
            "sequence_enrollment",
            "split_test_click",
            "survey",
            "survey_answer",
            "survey_response",
            "tag",
            "tag_assignment",
            "timeline",
            "video",
            "video_view");

    /** What tells rows apart: hashes, ids and the keys of leads, whose rows are deleted whole. */
    private static final Set<String> KEYS = Set.of("lead_key", "fact_key", "calendar_subscription_id", "observer");

    /** Rows that tell of their own lead. */
    private static final Set<String> OWN = Set.of("lead", "lead_sighting", "delivery");

    /** Ids of leads in rows of others. */
    private static final Map<String, String> IDS = Map.of("sale", "lead_id", "lead", "referring_id");

    private static final String COLUMNS = """
            select table_name, column_name, data_type, is_nullable from information_schema.columns
            where table_schema = current_schema order by table_name, column_name""";

    /** Also where the sign is escaped: in a URL, in JSON, in HTML. */
    private static final String MAY_NAME = """
            select distinct {column} from {table} where {column} like '%@%' or {column} like '%40%'
            or {column} like '%#64;%' or {column} like '%commat;%'""";

    private static final int PAGE = 1000;

    private final Connection connection;

    /** In the transaction of this connection. */
    TextColumns(Connection connection) {
        this.connection = connection;
    }

    private record Column(String table, String name, boolean isText, boolean isNullable) {

        String in(String statement) {
            return statement.replace("{table}", table).replace("{column}", name);
        }
    }

    /** How many values were changed or deleted. */
    long takeOut(Redaction redaction) {
        try {
            var byTable = columns();
            long changed = takeOutOfDrift(redaction);
            for (var columns : byTable.values()) {
                for (var column : columns) {
                    if (column.isText && !KEYS.contains(column.name)) {
                        changed += takeOut(column, columns, redaction);
                    } else if (column.name.equals(IDS.get(column.table))) {
                        changed += takeOutId(column, columns, redaction);
                    }
                }
            }
            return changed;
        } catch (SQLException e) {
            throw new IllegalStateException("the mirror could not be searched", e);
        }
    }

    private Map<String, List<Column>> columns() throws SQLException {
        var columns = new ArrayList<Column>();
        try (var select = connection.prepareStatement(COLUMNS);
                var row = select.executeQuery()) {
            while (row.next()) {
                var type = row.getString(3).toLowerCase(Locale.ROOT);
                columns.add(new Column(
                        row.getString(1).toLowerCase(Locale.ROOT),
                        row.getString(2).toLowerCase(Locale.ROOT),
                        type.equals("character varying") || type.equals("text"),
                        row.getString(4).equals("YES")));
            }
        }
        return columns.stream()
                .filter(column -> SEARCHED.contains(column.table))
                .collect(Collectors.groupingBy(Column::table, HashMap::new, Collectors.toList()));
    }

    private long takeOut(Column column, List<Column> all, Redaction redaction) throws SQLException {
        long changed = 0;
        for (var value : found(column.in(MAY_NAME), value -> redaction.isAddressIn((String) value))) {
            var left = redaction.ofAny((String) value).filter(text -> !redaction.isAddressIn(text));
            changed += redaction.isName((String) value) || left.isEmpty()
                    ? clear(column, all, value)
                    : update(
                            column.in("update {table} set {column} = ? where {column} = ?"),
                            List.of(left.get(), value));
        }
        return changed;
    }

    private long takeOutId(Column column, List<Column> all, Redaction redaction) throws SQLException {
        long changed = 0;
        for (var id : found(
                column.in("select distinct {column} from {table} where {column} is not null"),
                id -> redaction.isId(((Number) id).longValue()))) {
            changed += clear(column, all, id);
        }
        return changed;
    }

    private List<Object> found(String query, Predicate<Object> isSought) throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setFetchSize(PAGE);
            try (var row = select.executeQuery()) {
                var found = new ArrayList<Object>();
                while (row.next()) {
                    if (isSought.test(row.getObject(1))) {
                        found.add(row.getObject(1));
                    }
                }
                return found;
            }
        }
    }

    /** With it goes what the same row says of the same person, unless the row is somebody's own. */
    private long clear(Column column, List<Column> all, Object value) throws SQLException {
        var prefix = OWN.contains(column.table)
                ? Optional.<String>empty()
                : Redaction.prefix(column.name).filter(text -> !text.isEmpty());
        var others = all.stream()
                .filter(other -> !other.equals(column) && other.isNullable)
                .filter(other ->
                        prefix.filter(text -> other.name.startsWith(text)).isPresent())
                .map(other -> other.name + " = null, ")
                .collect(Collectors.joining());
        var gone = column.isNullable ? "null" : "'" + Addresses.GONE + "'";
        return update(
                column.in("update {table} set " + others + "{column} = " + gone + " where {column} = ?"),
                List.of(value));
    }

    /** A line of it is no more than a place and a count. */
    private long takeOutOfDrift(Redaction redaction) throws SQLException {
        long deleted = 0;
        for (var text : found(
                "select path from drift union select action from drift",
                place -> isNamedIn((String) place, redaction))) {
            deleted += update("delete from drift where path = ? or action = ?", List.of(text, text));
        }
        return deleted;
    }

    /** In a place, what is no letter became a question mark; where the key begins behind a dot, nobody knows. */
    private static boolean isNamedIn(String place, Redaction redaction) {
        var text = place.replace('?', '@');
        for (int begin = 0; begin >= 0; begin = text.indexOf('.', begin) + 1) {
            if (redaction.isAddressIn(text.substring(begin))) {
                return true;
            }
            if (text.indexOf('.', begin) < 0) {
                return false;
            }
        }
        return false;
    }

    private long update(String statement, List<?> values) throws SQLException {
        try (var update = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.size(); i++) {
                update.setObject(i + 1, values.get(i));
            }
            return update.executeUpdate();
        }
    }
}
