package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.FormFilled;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.kartra.Unexpected;
import dev.kartrainbox.kartra.Unexpected.Kind;
import dev.kartrainbox.simulator.Story.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class OddAndBrokenTest {

    private static final List<Action> ALL = List.of(Action.values());

    private final Chance chance = new Chance(1);
    private final Story story = new Story(chance.another(), 10, List.of(Typing.values()));

    @ParameterizedTest
    @EnumSource
    void whatIsOddIsReadable(Odd kind) {
        for (var happening : happenings(kind.possible(ALL))) {
            var outgoing = kind.told(happening, chance);

            assertThat(whyUnreadable(outgoing)).isEmpty();
            assertThat(Streams.bound(outgoing).lead().id()).contains(outgoing.lead());
            assertThat(outgoing.expectedStatus()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "MISSING_KEY",
                "NOT_AVAILABLE",
                "ZERO_DATES",
                "BYTE_ORDER_MARK",
                "GZIP",
                "EMPTY_ARRAY_FOR_AN_OBJECT",
                "NO_FORM_WRAPPER"
            })
    void whatIsOddIsReported(Odd kind) {
        for (var happening : happenings(kind.possible(ALL))) {
            assertThat(Streams.bound(kind.told(happening, chance)).unexpected()).isNotEmpty();
        }
    }

    @Test
    void reportsWhatIsUnknown() {
        assertThat(kinds(told(Odd.UNKNOWN_ACTION, ALL))).contains(Kind.UNKNOWN_ACTION);
        assertThat(kinds(told(Odd.UNKNOWN_KEYS, ALL))).contains(Kind.UNKNOWN_KEY);
        assertThat(kinds(told(Odd.DUPLICATE_KEY, ALL))).contains(Kind.DUPLICATE_KEY);
        assertThat(kinds(told(Odd.TRAILING_COMMAS, ALL))).contains(Kind.REPAIRED);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ARRAY_FOR_A_NUMBER",
                "BOOLEAN_FOR_A_NUMBER",
                "FRACTION_FOR_A_NUMBER",
                "OVERFLOW_FOR_A_NUMBER",
                "WORD_FOR_A_NUMBER"
            })
    void somethingElseStandsWhereANumberBelongs(Odd kind) {
        assertThat(kinds(told(kind, ALL))).contains(Kind.WRONG_TYPE);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORM_WRAPPER", "NO_FORM_WRAPPER"})
    void formsAreRecognizedInAnyWrapper(Odd kind) {
        var event = (FormFilled) told(kind, kind.possible(ALL));

        assertThat(event.form().id()).isPresent();
    }

    @Test
    void buyersAreRecognizedByTheirOldKeys() {
        var event = (CommerceEvent) told(Odd.BUYER_KEYS, Odd.BUYER_KEYS.possible(ALL));

        assertThat(event.raw().toString()).contains("buyer_email").doesNotContain("lead_email");
        assertThat(event.transaction().email()).isEqualTo(event.lead().email());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBrokenIsNotReadable(Broken kind) {
        for (var happening : happenings(ALL)) {
            var outgoing = kind.told(happening, chance);

            assertThat(whyUnreadable(outgoing)).isPresent();
            assertThat(outgoing.expectedStatus()).isEqualTo(outgoing.body().length == 0 ? 400 : 202);
        }
    }

    private KartraEvent told(Odd kind, List<Action> actions) {
        return Streams.bound(kind.told(story.next(actions), chance));
    }

    private List<Happening> happenings(List<Action> actions) {
        var happenings = new ArrayList<Happening>();
        IntStream.range(0, 100).forEach(i -> happenings.add(story.next(actions)));
        return happenings;
    }

    private static List<Kind> kinds(KartraEvent event) {
        return event.unexpected().stream().map(Unexpected::kind).toList();
    }

    private static Optional<String> whyUnreadable(Outgoing outgoing) {
        return FirstLook.at(outgoing.body(), outgoing.contentEncoding()).whyUnreadable();
    }
}
