package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** That hours and days are those of people's clocks. In 2026 New York's are changed on March 8 and November 1. */
class ArrivalTimesTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void showTheRunningHourAndThe23BeforeIt() {
        var times = inNewYork("2026-04-20T08:10:00-04:00");

        assertThat(times.runningHour()).isEqualTo("2026-04-20T12:00:00Z");
        assertThat(times.lastDay())
                .hasSize(24)
                .startsWith(Instant.parse("2026-04-19T13:00:00Z"))
                .endsWith(Instant.parse("2026-04-20T12:00:00Z"));
    }

    @Test
    void beginHoursWhereTheZoneDoes() {
        var times = new ArrivalTimes(Instant.parse("2026-04-20T12:10:00Z"), ZoneId.of("Asia/Kolkata"));

        assertThat(times.runningHour()).isEqualTo("2026-04-20T11:30:00Z");
        assertThat(times.today()).startsWith(Instant.parse("2026-04-19T18:30:00Z"));
    }

    @Test
    void anHourBelongsToItsBeginning() {
        assertThat(inNewYork("2026-04-20T08:00:00-04:00").runningHour()).isEqualTo("2026-04-20T12:00:00Z");
        assertThat(inNewYork("2026-04-20T07:59:59.999999999-04:00").runningHour())
                .isEqualTo("2026-04-20T11:00:00Z");
        assertThat(inNewYork("2026-04-20T00:00:00-04:00").today())
                .containsExactly(Instant.parse("2026-04-20T04:00:00Z"));
        assertThat(inNewYork("2026-04-20T00:00:00-04:00").weekAgo()).isEmpty();
    }

    @Test
    void compareTodayWithTheSamePartOfTheDayAWeekAgo() {
        var times = inNewYork("2026-04-20T02:10:00-04:00");

        assertThat(times.today())
                .containsExactly(
                        at("2026-04-20T00:00-04:00"), at("2026-04-20T01:00-04:00"), at("2026-04-20T02:00-04:00"));
        assertThat(times.weekAgo()).containsExactly(at("2026-04-13T00:00-04:00"), at("2026-04-13T01:00-04:00"));
        assertThat(times.weekAgoRunningHour()).isEqualTo(at("2026-04-13T02:00-04:00"));
        assertThat(times.weekAgoNow()).isEqualTo(at("2026-04-13T02:10-04:00"));
    }

    @Test
    void aDayThatLosesAnHourIsComparedByTheClock() {
        var times = inNewYork("2026-03-08T12:30:00-04:00");

        assertThat(times.today())
                .hasSize(12)
                .startsWith(at("2026-03-08T00:00-05:00"), at("2026-03-08T01:00-05:00"), at("2026-03-08T03:00-04:00"));
        assertThat(times.weekAgo()).hasSize(12).endsWith(at("2026-03-01T11:00-05:00"));
        assertThat(times.weekAgoNow()).isEqualTo(at("2026-03-01T12:30-05:00"));
        assertThat(times.weekBefore(at("2026-03-08T01:00-05:00"))).contains(at("2026-03-01T01:00-05:00"));
        assertThat(times.weekBefore(at("2026-03-08T03:00-04:00"))).contains(at("2026-03-01T03:00-05:00"));
    }

    @Test
    void aDayThatGainsAnHourHas25() {
        var times = inNewYork("2026-11-01T23:30:00-05:00");

        assertThat(times.today()).hasSize(25);
        assertThat(times.weekAgo()).hasSize(23);
        assertThat(times.weekBefore(at("2026-11-01T01:00-04:00"))).contains(at("2026-10-25T01:00-04:00"));
        assertThat(times.weekBefore(at("2026-11-01T01:00-05:00"))).contains(at("2026-10-25T01:00-04:00"));
    }

    @Test
    void anHourThatClocksSkippedIsComparedWithNothing() {
        var times = inNewYork("2026-03-15T12:30:00-04:00");

        assertThat(times.weekBefore(at("2026-03-15T01:00-04:00"))).contains(at("2026-03-08T01:00-05:00"));
        assertThat(times.weekBefore(at("2026-03-15T02:00-04:00"))).isEmpty();
        assertThat(times.weekBefore(at("2026-03-15T03:00-04:00"))).contains(at("2026-03-08T03:00-04:00"));
    }

    @Test
    void allOfThemAreEightDaysAndLittleMore() {
        for (var now : new String[] {"2026-03-08T12:30-04:00", "2026-03-15T00:30-04:00", "2026-11-01T23:30-05:00"}) {
            var times = new ArrivalTimes(at(now), NEW_YORK);

            assertThat(times.all())
                    .as(now)
                    .hasSizeBetween(8 * 24 + 1, 8 * 24 + 3)
                    .containsAll(times.lastDay())
                    .containsAll(times.today())
                    .containsAll(times.weekAgo());
            assertThat(times.all().first()).isBeforeOrEqualTo(times.now().minus(Duration.ofDays(8)));
        }
    }

    private static ArrivalTimes inNewYork(String now) {
        return new ArrivalTimes(at(now), NEW_YORK);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
