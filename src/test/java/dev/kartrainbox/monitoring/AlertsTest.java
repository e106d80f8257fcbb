package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.Exposition;
import dev.kartrainbox.Promtool;
import dev.kartrainbox.dispatch.MeteredDispatch;
import dev.kartrainbox.intake.MeteredIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The alert rules speak of what the application tells, and of nothing else. */
class AlertsTest {

    private static final Path RULES = Path.of("server-config/monitoring/alerts.yml");
    private static final Path TESTS = Path.of("server-config/monitoring/alerts-test.yml");

    private static final Pattern METRIC = Pattern.compile("(kartra_inbox_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+) *(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring) *\\(([^)]*)\\)");
    private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.([a-z_]+)");

    /** Prometheus adds them to whatever it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static Exposition told;
    private static String text;

    @BeforeAll
    static void count() throws IOException {
        var monitoring = new MeteredMonitoring();
        MeteredIntake.countsOn(monitoring.servlet.registry);
        MeteredDispatch.countsOn(monitoring.servlet.registry);
        told = Exposition.of(monitoring.scrape());
        text = Files.readString(RULES);
    }

    @Test
    void nameMetricsThatAreToldWithLabelsThatTheyHave() {
        var named = new HashSet<String>();
        var metric = METRIC.matcher(text);
        while (metric.find()) {
            var name = metric.group(1);
            named.add(name);
            assertThat(told.names()).contains(base(name));
            if (metric.group(2) != null) {
                assertThat(told.labelsOf(base(name)))
                        .as(metric.group())
                        .containsAll(labelsIn(MATCHER, metric.group(2)));
            }
        }
        assertThat(named).hasSizeGreaterThan(8);
    }

    /** What a description calls by the family's name is told as its count. */
    private static String base(String name) {
        return told.names().contains(name + "_count") ? name + "_count" : name;
    }

    @Test
    void groupByLabelsOfTheMetricsTheyNameAndTellNoOthers() {
        for (var rule : rules()) {
            var labels = new HashSet<>(OF_PROMETHEUS);
            labelsIn(METRIC, rule).forEach(name -> labels.addAll(told.labelsOf(base(name))));

            assertThat(labels).as(rule).containsAll(labelsIn(TEMPLATE, rule));
            labelsIn(GROUPING, rule)
                    .forEach(list -> assertThat(labels).as(rule).containsAll(Arrays.asList(list.split(" *, *"))));
        }
    }

    @Test
    void sayWhatIsAmissAndWhatToDo() {
        assertThat(rules())
                .hasSizeGreaterThan(8)
                .allSatisfy(rule -> assertThat(rule).contains("expr:", "severity:", "summary:", "description:"));
    }

    @Test
    @EnabledIfSystemProperty(named = Promtool.WHERE, matches = ".+", disabledReason = Promtool.NOT_HERE)
    void areUnderstoodByPrometheusAndDoWhatTheirTestsSay() {
        assertThat(Promtool.objections("", "check", "rules", RULES.toString())).isEmpty();
        assertThat(Promtool.objections("", "test", "rules", TESTS.toString())).isEmpty();
    }

    private static List<String> rules() {
        var rules = text.split("- alert:");
        return List.of(rules).subList(1, rules.length);
    }

    private static Set<String> labelsIn(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
