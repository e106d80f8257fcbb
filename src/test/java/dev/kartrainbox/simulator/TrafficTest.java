package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.kartra.Action;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final Mix EVERYTHING = new Mix(10, 10, 20, 10);
    private static final Mix OUT_OF_ORDER = new Mix(0, 10, 0, 0);

    @Test
    void sendsTheSameStreamForTheSameSeed() {
        var recipe = Recipe.usual(1000, 40).with(EVERYTHING);

        var first = Streams.of(recipe);
        var second = Streams.of(recipe);

        assertThat(first).hasSize(1000);
        assertThat(second.stream().map(Outgoing::body).toList())
                .usingElementComparator(Arrays::compare)
                .isEqualTo(first.stream().map(Outgoing::body).toList());
        assertThat(second)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("body")
                .isEqualTo(first);
    }

    @Test
    void sendsAnotherStreamForAnotherSeed() {
        var usual = Recipe.usual(100, 40);
        var other = new Recipe(7, 100, 40, usual.actions(), usual.typings(), usual.mix());

        assertThat(texts(Streams.of(other))).isNotEqualTo(texts(Streams.of(usual)));
    }

    /** On every Java and every machine: who reports what a stream did names the seed and no more. */
    @Test
    void startsTheUsualStreamAsEver() {
        var labels = Streams.of(Recipe.usual(6, 200)).stream()
                .map(outgoing -> outgoing.lead() + " " + outgoing.label())
                .toList();

        assertThat(labels)
                .containsExactly(
                        "700071 list_subscription",
                        "700008 video_play",
                        "700163 kartra_page_visit",
                        "700046 video_play",
                        "700046 video_complete",
                        "700046 kartra_page_visit");
    }

    @Test
    void tellsOnlyOfTheActionsAskedFor() {
        var usual = Recipe.usual(500, 10);
        var recipe = new Recipe(
                1, 500, 10, List.of(Action.VIDEO_PLAY, Action.FILLED_FORM), usual.typings(), new Mix(5, 5, 0, 0));

        assertThat(Streams.of(recipe))
                .extracting(outgoing -> outgoing.label().replace(", again", ""))
                .containsOnly("video_play", "filled_form");
    }

    @Test
    void repeatsTheBytesOfEarlierOnes() {
        var earlier = new HashSet<String>();
        int again = 0;
        for (var outgoing : Streams.of(Recipe.usual(5000, 100).with(new Mix(10, 0, 5, 5)))) {
            if (outgoing.label().endsWith(", again")) {
                assertThat(earlier).contains(text(outgoing));
                again++;
            }
            earlier.add(text(outgoing));
        }

        assertThat(again).isBetween(400, 600);
    }

    @Test
    void sendsSomeAfterLaterOnesOfTheSameLead() {
        var inOrder = Streams.of(Recipe.usual(3000, 30));
        var disorderly = Streams.of(Recipe.usual(3000, 30).with(OUT_OF_ORDER));

        assertThat(texts(disorderly)).containsExactlyInAnyOrderElementsOf(texts(inOrder));
        assertThat(overtaken(inOrder, disorderly)).isBetween(200, 400);
    }

    @Test
    void sendsWhatItHeldBackInTheEnd() {
        var all = Recipe.usual(200, 1000).with(new Mix(0, 100, 0, 0));

        assertThat(Streams.of(all)).hasSize(200);
    }

    @Test
    void knowsTheAnswerToEachRequest() {
        for (var outgoing : Streams.of(Recipe.usual(2000, 100).with(EVERYTHING))) {
            var readable = FirstLook.at(outgoing.body(), outgoing.contentEncoding())
                    .whyUnreadable()
                    .isEmpty();
            int promised = outgoing.body().length == 0 ? 400 : readable ? 200 : 202;
            assertThat(outgoing.expectedStatus()).as(outgoing.label()).isEqualTo(promised);
        }
    }

    @Test
    void mixesAsMuchAsItIsAskedFor() {
        var counts = new HashMap<String, Integer>();
        for (var outgoing : Streams.of(Recipe.usual(5000, 100).with(new Mix(0, 0, 20, 10)))) {
            var kind = outgoing.label().replaceAll(":.*", "");
            counts.merge(kind.equals("odd") || kind.equals("broken") ? kind : "regular", 1, Integer::sum);
        }

        assertThat(counts.get("odd")).isBetween(850, 1150);
        assertThat(counts.get("broken")).isBetween(400, 600);
        assertThat(counts.get("regular")).isBetween(3300, 3700);
    }

    @Test
    void endsAfterTheCount() {
        var traffic = Traffic.of(Recipe.usual(1, 1));
        traffic.next();

        assertThat(traffic.hasNext()).isFalse();
        assertThatThrownBy(traffic::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refusesARecipeThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mix(50, 0, 40, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mix(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Recipe.usual(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Recipe.usual(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.perSecond(0));
    }

    /** How many were sent after one of the same lead that came later in the story. */
    private static int overtaken(List<Outgoing> inOrder, List<Outgoing> sent) {
        var places = new HashMap<String, Integer>();
        for (var outgoing : inOrder) {
            places.put(text(outgoing), places.size());
        }
        Map<Long, Integer> latest = new HashMap<>();
        int overtaken = 0;
        for (var outgoing : sent) {
            int place = places.get(text(outgoing));
            if (place < latest.merge(outgoing.lead(), place, Math::max)) {
                overtaken++;
            }
        }
        return overtaken;
    }

    private static List<String> texts(List<Outgoing> sent) {
        return sent.stream().map(TrafficTest::text).toList();
    }

    private static String text(Outgoing outgoing) {
        return new String(outgoing.body(), StandardCharsets.ISO_8859_1);
    }
}
