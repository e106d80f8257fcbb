package dev.kartrainbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.CommerceEvent;
import dev.kartrainbox.kartra.ProductPurchased;
import dev.kartrainbox.kartra.ProductRefunded;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.kartra.ScoreReached;
import dev.kartrainbox.kartra.SubscriptionCanceled;
import dev.kartrainbox.kartra.TagAssigned;
import dev.kartrainbox.kartra.TagUnassigned;
import dev.kartrainbox.kartra.UnrecognizedEvent;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoryTest {

    private static final int LONG = 20_000;

    @Test
    void tellsOfEveryActionSoonerOrLater() {
        var actions = new HashSet<String>();
        Streams.of(Recipe.usual(LONG, 200)).forEach(outgoing -> actions.add(outgoing.label()));

        assertThat(actions)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Action.values()).stream().map(Action::word).toList());
    }

    @Test
    void isAsDocumented() {
        for (var event : Streams.events(Recipe.usual(2000, 50))) {
            assertThat(event).isNotInstanceOf(UnrecognizedEvent.class);
            assertThat(event.unexpected()).as(event.action()).isEmpty();
            assertThat(event.lead().id().orElseThrow()).isBetween(700_001L, 700_050L);
            assertThat(event.lead().email())
                    .contains("lead%d@example.org".formatted(event.lead().id().orElseThrow()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheKeysAndTheTypingOfTheSample(Action action) {
        for (var typing : Typing.values()) {
            var told = recipe(List.of(action), List.of(typing), 20);

            for (var outgoing : Streams.of(told)) {
                assertThat(kinds(outgoing.body())).isEqualTo(kinds(new Sample(action, typing).body()));
            }
        }
    }

    @Test
    void endsOnlyWhatBegan() {
        var held = new HashSet<String>();
        for (var event : Streams.events(recipe(List.of(Action.ASSIGN_TAG, Action.UNASSIGN_TAG), 1000))) {
            if (event instanceof TagAssigned assigned) {
                held.add(event.lead().id() + " " + assigned.tag().id());
            } else if (event instanceof TagUnassigned unassigned) {
                assertThat(held.remove(
                                event.lead().id() + " " + unassigned.tag().id()))
                        .isTrue();
            }
        }
    }

    @Test
    void refundsWhatWasPurchased() {
        var actions = List.of(Action.BUY_PRODUCT, Action.REFUND_PRODUCT, Action.PARTIAL_REFUND_PRODUCT);
        var purchases = new HashMap<String, List<ProductPurchased>>();
        int refunds = 0;
        for (var event : Streams.events(recipe(actions, 1000))) {
            if (event instanceof ProductPurchased purchase) {
                purchases
                        .computeIfAbsent(buyerAndProduct(purchase), key -> new ArrayList<>())
                        .add(purchase);
            } else if (event instanceof ProductRefunded refund) {
                var amount = refund.transaction().fullAmount().orElseThrow();
                assertThat(purchases.get(buyerAndProduct(refund))).anySatisfy(purchase -> {
                    var paid = purchase.transaction().fullAmount().orElseThrow();
                    assertThat(amount).isPositive();
                    assertThat(amount.compareTo(paid)).isEqualTo(refund.partial() ? -1 : 0);
                });
                refunds++;
            }
        }
        assertThat(refunds).isGreaterThan(100);
    }

    @Test
    void cancelsSubscriptionsOnly() {
        var events = Streams.events(recipe(List.of(Action.BUY_PRODUCT, Action.CANCEL_SUBSCRIPTION), 500));

        var products = new TreeSet<String>();
        for (var event : events) {
            if (event instanceof SubscriptionCanceled canceled) {
                canceled.subject().ifPresent(products::add);
            }
        }
        assertThat(products)
                .isSubsetOf(Catalog.SUBSCRIPTIONS.stream().map(Product::name).toList())
                .isNotEmpty();
    }

    @Test
    void numbersTransactionsUpwards() {
        var numbers = Streams.events(recipe(
                        List.of(
                                Action.BUY_PRODUCT,
                                Action.REFUND_PRODUCT,
                                Action.PARTIAL_REFUND_PRODUCT,
                                Action.CANCEL_SUBSCRIPTION),
                        500))
                .stream()
                .map(event -> ((CommerceEvent) event).transaction().id().orElseThrow())
                .toList();

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void letsScoresOnlyRise() {
        var scores = new HashMap<Optional<Long>, Long>();
        for (var event : Streams.events(Recipe.usual(1000, 20))) {
            long score = event.lead().score().orElseThrow();
            assertThat(score).isGreaterThan(scores.getOrDefault(event.lead().id(), 0L));
            scores.put(event.lead().id(), score);
            if (event instanceof ScoreReached reached) {
                assertThat(reached.score().points()).contains(score);
            }
        }
    }

    @Test
    void makesUpAPurchaseWhereNoneMayBeTold() {
        var events = Streams.events(recipe(List.of(Action.REFUND_PRODUCT), 50));

        assertThat(events).hasSize(50).allSatisfy(event -> assertThat(event).isInstanceOf(ProductRefunded.class));
    }

    private static String buyerAndProduct(CommerceEvent event) {
        return event.lead().id() + " " + event.noun().flatMap(noun -> noun.id());
    }

    private static Recipe recipe(List<Action> actions, int count) {
        return recipe(actions, List.of(Typing.values()), count);
    }

    private static Recipe recipe(List<Action> actions, List<Typing> typings, int count) {
        return new Recipe(Recipe.USUAL_SEED, count, 30, actions, typings, Mix.NOTHING_SPECIAL);
    }

    /** Every path with what kind of value stands there, custom fields aside: they are those of whom the lead looks like. */
    private static List<String> kinds(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            var kinds = new ArrayList<String>();
            JsonObject object = reader.readObject();
            Rewrite.of(object, (path, value) -> {
                if (!path.startsWith("lead.custom_fields[")) {
                    kinds.add(path + " " + kind(value));
                }
                return Optional.of(value);
            });
            return kinds;
        }
    }

    private static String kind(JsonValue value) {
        return value.getValueType().name();
    }
}
