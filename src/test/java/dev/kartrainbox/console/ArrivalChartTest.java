package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.operations.ArrivalFigures;
import dev.kartrainbox.operations.ArrivalFigures.Hour;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalChartTest {

    private static JsonObject chart(Hour... hours) {
        var figures = new ArrivalFigures(List.of(hours), 0, 0, 0, null, false, List.of(), List.of());
        var json = ArrivalChart.of(figures, ZoneId.of("America/New_York"));
        return Json.createReader(new StringReader(json)).readObject().getJsonObject("data");
    }

    private static List<String> lines(JsonObject chart) {
        return chart.getJsonArray("datasets").getValuesAs(JsonObject.class).stream()
                .map(set -> set.getString("label") + " " + set.getJsonArray("data"))
                .toList();
    }

    @Test
    void hasTheMostFrequentActionsAllOthersAndTheWeekBefore() {
        var chart = chart(
                new Hour(
                        Instant.parse("2026-11-25T13:00:00Z"),
                        36,
                        30L,
                        Map.of(
                                "assign_tag",
                                9L,
                                "video_play",
                                8L,
                                "buy_product",
                                7L,
                                "filled_form",
                                5L,
                                "jv_signup",
                                4L)),
                new Hour(
                        Instant.parse("2026-11-25T14:00:00Z"),
                        20,
                        null,
                        Map.of("unassign_tag", 3L, "video_play", 2L, "(other)", 15L)));

        assertThat(chart.getJsonArray("labels")).hasToString("[\"08:00\",\"09:00\"]");
        assertThat(lines(chart))
                .containsExactly(
                        "video_play [8,2]",
                        "assign_tag [9,0]",
                        "buy_product [7,0]",
                        "filled_form [5,0]",
                        "jv_signup [4,0]",
                        "others [0,18]",
                        "a week before [30,null]");
    }
}
