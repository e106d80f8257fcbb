package dev.kartrainbox.kartra;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeadTest {

    @ParameterizedTest
    @MethodSource("documentedKeys")
    void takesOverWhatIsSaidUnderAKeyAndNothingElse(String key) {
        var said = full();
        var lead = new Lead();

        lead.copy(said, Set.of(key));

        assertThat(values(lead)).isEqualTo(Map.of(key, values(said).get(key)));
    }

    @ParameterizedTest
    @MethodSource("documentedKeys")
    void clearsWhatIsSaidToBeNothing(String key) {
        var lead = full();
        var others = values(lead);
        others.remove(key);

        lead.copy(new Lead(), Set.of(key));

        assertThat(values(lead)).isEqualTo(others);
    }

    @Test
    void keepsWhatIsNotSaid() {
        var lead = full();
        var before = values(lead);

        lead.copy(new Lead(), Set.of("custom_fields", "lead_key", "version"));

        assertThat(values(lead)).isEqualTo(before);
    }

    @Test
    void keepsItsIdentityWhateverIsSaid() {
        var lead = new Lead("e:mira@example.org", null, "mira@example.org");

        lead.copy(new Lead("i:7", 7L, "other@example.org"), Set.of("id", "email", "lead_key"));

        assertThat(lead.key()).contains("e:mira@example.org");
        assertThat(lead.id()).isEmpty();
    }

    /** All but the id, by which a lead is found. */
    private static Stream<String> documentedKeys() {
        return columns().map(LeadTest::keyOf).filter(key -> !key.equals("id"));
    }

    private static Lead full() {
        var lead = new Lead();
        columns().forEach(column -> set(column, lead));
        return lead;
    }

    /** The columns that hold what Kartra says; the key is ours. */
    private static Stream<Field> columns() {
        return Arrays.stream(Lead.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Column.class))
                .filter(field -> !field.isAnnotationPresent(JsonbTransient.class));
    }

    private static String keyOf(Field column) {
        return column.getAnnotation(Column.class).name();
    }

    private static Map<String, Object> values(Lead lead) {
        var values = new HashMap<String, Object>();
        columns().forEach(column -> {
            var value = get(column, lead);
            if (value != null) {
                values.put(keyOf(column), value);
            }
        });
        return values;
    }

    private static Object get(Field column, Lead lead) {
        try {
            column.setAccessible(true);
            return column.get(lead);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static void set(Field column, Lead lead) {
        long number = keyOf(column).hashCode();
        try {
            column.setAccessible(true);
            if (column.getType() == Long.class) {
                column.set(lead, number);
            } else if (column.getType() == OffsetDateTime.class) {
                column.set(lead, Instant.ofEpochSecond(number).atOffset(ZoneOffset.UTC));
            } else {
                column.set(lead, "the " + keyOf(column));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
