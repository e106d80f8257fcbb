package dev.kartrainbox.console;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.operations.ArrivalFigures;
import dev.kartrainbox.operations.ArrivalFigures.Hour;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Draws what arrived hour by hour, as Chart.js wants it: the most frequent actions, all others together, and the week before. */
final class ArrivalChart {

    /** Each can be told from its neighbors on light and on dark ground. */
    private static final List<String> COLORS = List.of("#3b7ddd", "#1f9d76", "#c9781f", "#8f5bd6", "#c94f7c");

    private static final String OTHERS = "#7d8797";
    private static final String WEEK_BEFORE = "#9aa3b2";
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.US);

    private ArrivalChart() {}

    /** As JSON; hours are called as the clocks in the zone showed them. */
    static String of(ArrivalFigures figures, ZoneId zone) {
        var frequent = frequent(figures.hours());
        var data = Json.createArrayBuilder();
        for (int i = 0; i < frequent.size(); i++) {
            var action = frequent.get(i);
            data.add(bars(action, COLORS.get(i), figures.hours(), hour -> sum(hour, action::equals)));
        }
        data.add(bars(
                Texts.of("overview.chart.others"),
                OTHERS,
                figures.hours(),
                hour -> sum(hour, action -> !frequent.contains(action))));
        data.add(weekBefore(figures.hours()));
        return Json.createObjectBuilder()
                .add("type", "bar")
                .add(
                        "data",
                        Json.createObjectBuilder()
                                .add(
                                        "labels",
                                        array(
                                                figures.hours(),
                                                hour -> Json.createValue(
                                                        HOUR.format(hour.from().atZone(zone)))))
                                .add("datasets", data))
                .build()
                .toString();
    }

    private static List<String> frequent(List<Hour> hours) {
        return hours.stream()
                .flatMap(hour -> hour.actions().entrySet().stream())
                .filter(entry -> Action.of(entry.getKey()).isPresent())
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLORS.size())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long sum(Hour hour, Predicate<String> isOne) {
        return hour.actions().entrySet().stream()
                .filter(entry -> isOne.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static JsonObject bars(String label, String color, List<Hour> hours, Function<Hour, Long> number) {
        return Json.createObjectBuilder()
                .add("label", label)
                .add("stack", "now")
                .add("backgroundColor", color)
                .add("data", array(hours, hour -> Json.createValue(number.apply(hour))))
                .build();
    }

    private static JsonObject weekBefore(List<Hour> hours) {
        return Json.createObjectBuilder()
                .add("type", "line")
                .add("label", Texts.of("overview.chart.week.before"))
                .add("stack", "before")
                .add("borderColor", WEEK_BEFORE)
                .add("backgroundColor", WEEK_BEFORE)
                .add("borderDash", Json.createArrayBuilder(List.of(5, 4)))
                .add("borderWidth", 2)
                .add("pointRadius", 0)
                .add("data", array(hours, hour -> {
                    var number = hour.weekBefore();
                    return number == null ? JsonValue.NULL : Json.createValue(number);
                }))
                .build();
    }

    private static JsonArray array(List<Hour> hours, Function<Hour, JsonValue> value) {
        var array = Json.createArrayBuilder();
        hours.forEach(hour -> array.add(value.apply(hour)));
        return array.build();
    }
}
