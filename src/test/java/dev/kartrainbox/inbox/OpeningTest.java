package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final MovableClock clock = new MovableClock();
    private final List<SchemaReady> told = new ArrayList<>();
    private int migrations;

    @Test
    void isToldOnce() throws Exception {
        var opening = new Opening(this::migrate, told::add, clock);

        assertThat(opening.isDone()).isTrue();
        assertThat(opening.isDone()).isTrue();

        assertThat(told).containsExactly(new SchemaReady("H2"));
        assertThat(migrations).isEqualTo(1);
    }

    @Test
    void isTriedEachTimeWhileTheDatabaseIsAway() throws Exception {
        var opening = new Opening(
                () -> {
                    if (++migrations < 3) {
                        throw new SQLException("away", "08001");
                    }
                    return "PostgreSQL";
                },
                told::add,
                clock);

        assertThatExceptionOfType(SQLException.class).isThrownBy(opening::isDone);
        assertThatExceptionOfType(SQLException.class).isThrownBy(opening::isDone);
        assertThat(opening.isDone()).isTrue();

        assertThat(told).hasSize(1);
    }

    @Test
    void isTriedEveryFewMinutesWhileTheSchemaIsUnfit() throws Exception {
        var opening = new Opening(
                () -> {
                    migrations++;
                    throw new UnfitSchemaException("version 999", null);
                },
                told::add,
                clock);

        for (int i = 0; i < 100; i++) {
            assertThat(opening.isDone()).isFalse();
        }
        assertThat(migrations).isEqualTo(1);
        clock.passes(Duration.ofMinutes(2));
        assertThat(opening.isDone()).isFalse();

        assertThat(migrations).isEqualTo(2);
        assertThat(told).isEmpty();
    }

    @Test
    void isTriedAgainWhereWhoeverNeedsTheDatabaseFailsToBegin() throws Exception {
        var opening = new Opening(
                this::migrate,
                ready -> {
                    told.add(ready);
                    if (told.size() == 1) {
                        throw new IllegalStateException("away again");
                    }
                },
                clock);

        assertThatIllegalStateException().isThrownBy(opening::isDone);
        assertThat(opening.isDone()).isFalse();
        clock.passes(Duration.ofSeconds(10));

        assertThat(opening.isDone()).isTrue();
        assertThat(told).hasSize(2);
    }

    private String migrate() {
        migrations++;
        return "H2";
    }
}
