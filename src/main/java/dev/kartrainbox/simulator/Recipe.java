package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample.Typing;
import java.util.List;

/**
 * What a stream is made of; the same recipe makes the same bytes in the same order.
 *
 * @param seed where chance starts
 * @param count how many requests in all
 * @param leads how many people they are about
 * @param actions what may happen
 * @param typings how numbers may be written
 * @param mix how much of it is out of the ordinary
 */
public record Recipe(long seed, int count, int leads, List<Action> actions, List<Typing> typings, Mix mix) {

    /** The seed of whoever does not mind. */
    public static final long USUAL_SEED = 2026;

    public Recipe {
        require(count >= 1, "the count has to be 1 or more");
        require(leads >= 1, "there has to be 1 lead or more");
        require(!actions.isEmpty(), "there has to be an action");
        require(!typings.isEmpty(), "there has to be a typing");
        actions = actions.stream().distinct().sorted().toList(); // as chance picks by position, the order counts
        typings = typings.stream().distinct().sorted().toList();
    }

    /** So many requests of everything that Kartra documents, and nothing out of the ordinary. */
    public static Recipe usual(int count, int leads) {
        return new Recipe(
                USUAL_SEED, count, leads, List.of(Action.values()), List.of(Typing.values()), Mix.NOTHING_SPECIAL);
    }

    /** The same with another mix. */
    public Recipe with(Mix other) {
        return new Recipe(seed, count, leads, actions, typings, other);
    }

    static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
