package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final List<String> lines = new ArrayList<>();
    private final MovableClock clock = new MovableClock();
    private final Outage outage = new Outage(new Lines(), clock, Path.of("journal"));

    private final class Lines implements System.Logger {

        @Override
        public void log(Level level, ResourceBundle none, String format, Object... values) {
            lines.add(level + " " + new MessageFormat(format, Locale.ROOT).format(values));
        }

        @Override
        public void log(Level level, ResourceBundle none, String line, Throwable thrown) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }
    }

    @Test
    void isToldOnceWhenItBeginsAndOnceWhenItEnds() {
        for (int i = 0; i < 100; i++) {
            outage.goesOn("SQLSTATE 08006", i);
        }
        assertThat(outage.isOn()).isTrue();
        clock.passes(Duration.ofSeconds(60));
        outage.sweeps(100);
        clock.passes(Duration.ofMillis(1500));
        outage.sweeps(200);
        outage.ends();

        assertThat(outage.isOn()).isFalse();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARNING The database does not confirm (SQLSTATE 08006): from now on")
                .contains("journal");
        assertThat(lines.get(1))
                .startsWith(
                        "INFO Notifications are kept in the database again: 300 were swept from the journal in 1.5 s")
                .endsWith("away for 61.5 s");
    }

    @Test
    void isToldAgainEveryFiveMinutes() {
        for (int minute = 0; minute < 11; minute++) {
            outage.goesOn("SQLSTATE 08006", 1000 * minute);
            clock.passes(Duration.ofMinutes(1));
        }

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).contains("10,000 notifications wait in the journal");
    }

    @Test
    void isNoNewsAtAStartWithoutIt() {
        outage.ends();

        assertThat(lines).isEmpty();
    }

    @Test
    void tellsOfADriverOnlyWhatIsSafe() {
        assertThat(Outage.reasonOf(new SQLException("Failing row contains (mira@example.org)", "08006")))
                .isEqualTo("java.sql.SQLException (SQLSTATE 08006)");
        assertThat(Outage.reasonOf(new IOException("No space left on device"))).contains("No space left on device");
    }

    @Test
    void countsWhatIsRefusedOnOneLineAMinute() {
        for (int i = 0; i < 100; i++) {
            outage.refuses(2, "java.io.IOException");
        }
        clock.passes(Duration.ofMinutes(1));
        outage.refuses(2, "java.io.IOException");

        assertThat(lines)
                .containsExactly(
                        "ERROR 2 notifications could not be kept and were answered with 503: java.io.IOException",
                        "ERROR 200 notifications could not be kept and were answered with 503: java.io.IOException");
    }
}
