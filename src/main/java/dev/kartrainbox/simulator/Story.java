package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.simulator.Strand.Held;
import jakarta.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What happens to the leads of an invented account, one thing after the other and without end. It holds together: what ends
 * began earlier, a refund is of a purchase, scores only rise.
 */
final class Story {

    /** Something happened, as Kartra tells it. */
    record Happening(Action action, Person person, JsonObject body) {}

    private static final int SCORE_STEP = 5;
    private static final int SCORE_GOAL = 50;
    private static final long FIRST_BOOKING = 9101;

    private final Chance chance;
    private final int leads;
    private final List<Typing> typings;
    private final Drafts drafts = new Drafts();
    private final Till till = new Till();
    private final Map<Person, Integer> scores = new HashMap<>();
    private final Map<Action, Strand> begins = new EnumMap<>(Action.class);
    private final Map<Action, Strand> ends = new EnumMap<>(Action.class);
    private final Strand subscriptions;
    private long booking = FIRST_BOOKING;

    Story(Chance chance, int leads, List<Typing> typings) {
        this.chance = chance;
        this.leads = leads;
        this.typings = typings;
        strand(Action.ASSIGN_TAG, Catalog.TAGS, Action.UNASSIGN_TAG);
        strand(Action.LIST_SUBSCRIPTION, Catalog.LISTS, Action.LIST_UNSUBSCRIPTION);
        strand(
                Action.SEQUENCE_SUBSCRIPTION,
                Catalog.SEQUENCES,
                Action.SEQUENCE_UNSUBSCRIPTION,
                Action.SEQUENCE_COMPLETION);
        strand(Action.MEMBERSHIP_GRANTED, Catalog.LEVELS, Action.MEMBERSHIP_REVOKED);
        strand(Action.VIDEO_PLAY, Catalog.VIDEOS, Action.VIDEO_COMPLETE);
        strand(Action.CALENDAR_SUBSCRIBE, this::booking, Action.CALENDAR_CANCEL, Action.CALENDAR_COMPLETE);
        strand(
                Action.BUY_PRODUCT,
                () -> till.sale(chance.oneOf(Catalog.PRODUCTS), chance),
                Action.REFUND_PRODUCT,
                Action.PARTIAL_REFUND_PRODUCT);
        subscriptions = new Strand(
                Action.BUY_PRODUCT, () -> new Held(somebody(), till.sale(chance.oneOf(Catalog.SUBSCRIPTIONS), chance)));
        ends.put(Action.CANCEL_SUBSCRIPTION, subscriptions);
    }

    private void strand(Action beginning, List<Thing> things, Action... endings) {
        strand(beginning, () -> chance.oneOf(things), endings);
    }

    private void strand(Action beginning, Supplier<Thing> thing, Action... endings) {
        var strand = new Strand(beginning, () -> new Held(somebody(), thing.get()));
        begins.put(beginning, strand);
        for (var ending : endings) {
            ends.put(ending, strand);
        }
    }

    /** What happens next, out of these actions. */
    Happening next(List<Action> possible) {
        var action = chance.oneOf(possible, Frequency::of);
        return tell(beginningOf(action).filter(possible::contains).orElse(action));
    }

    /** What has to happen before, if nothing that this action ends has begun. */
    private Optional<Action> beginningOf(Action action) {
        return Optional.ofNullable(ends.get(action)).filter(Strand::isEmpty).map(Strand::beginning);
    }

    private Happening tell(Action action) {
        return switch (action) {
            case BUY_PRODUCT -> purchase();
            case REFUND_PRODUCT -> transaction(action, end(action), till::refund);
            case PARTIAL_REFUND_PRODUCT -> transaction(action, end(action), sale -> till.partialRefund(sale, chance));
            case CANCEL_SUBSCRIPTION -> transaction(action, end(action), till::cancellation);
            case REACHES_SCORE -> score(somebody());
            case SURVEY_COMPLETE -> once(action, Catalog.answered(chance.oneOf(Catalog.SURVEYS), chance));
            case FILLED_FORM -> once(action, chance.oneOf(Catalog.FORMS));
            case KARTRA_PAGE_VISIT -> once(action, chance.oneOf(Catalog.PAGES));
            case CLICK_PAGE_SPLIT_TEST_LINK -> once(action, chance.oneOf(Catalog.SPLIT_TEST_LINKS));
            case AFFILIATE_SIGNUP, JV_SIGNUP ->
                once(action, chance.oneOf(Catalog.PRODUCTS).offered());
            default -> told(action, begins.containsKey(action) ? begin(action) : end(action));
        };
    }

    private Happening purchase() {
        var held = begin(Action.BUY_PRODUCT);
        if (Till.isMonthly(held.thing())) {
            subscriptions.hold(held);
        }
        return transaction(Action.BUY_PRODUCT, held, sale -> sale);
    }

    private Happening transaction(Action action, Held sale, UnaryOperator<Thing> change) {
        return told(action, sale.person(), Till.by(sale.person(), change.apply(sale.thing())));
    }

    private Happening score(Person person) {
        int goal = (scores.getOrDefault(person, 0) / SCORE_GOAL + 1) * SCORE_GOAL;
        scores.put(person, goal - SCORE_STEP); // telling anything is worth a step
        return told(Action.REACHES_SCORE, person, new Thing(Map.of("points", goal)));
    }

    private Thing booking() {
        return chance.oneOf(Catalog.CALENDARS).with("calendar.calendar_subscription_id", booking++);
    }

    private Person somebody() {
        return Person.number(chance.below(leads));
    }

    private Held begin(Action action) {
        return Objects.requireNonNull(begins.get(action)).begin();
    }

    private Held end(Action action) {
        return Objects.requireNonNull(ends.get(action)).end(chance);
    }

    private Happening once(Action action, Thing thing) {
        return told(action, somebody(), thing);
    }

    private Happening told(Action action, Held held) {
        return told(action, held.person(), held.thing());
    }

    private Happening told(Action action, Person person, Thing thing) {
        var values = new HashMap<>(person.asLead(scores.merge(person, SCORE_STEP, Integer::sum)));
        thing.values().forEach((path, value) -> values.put("action_details." + path, value));
        var typing = chance.oneOf(typings);
        var body = drafts.filled(new Sample(action, typing), new Sample(person.looksLike(), typing), values);
        return new Happening(action, person, body);
    }
}
