package dev.kartrainbox.simulator;

import dev.kartrainbox.simulator.Story.Happening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Everything that is sent, in order: a story, and what may become of it on its way. It is made as it is asked for, so that a
 * long stream takes no more memory than a short one. It opens no connection and reads no clock: the same recipe gives the
 * same bytes.
 */
public final class Traffic implements Iterator<Outgoing> {

    /** A duplicate is of one of so many that went before. */
    private static final int REMEMBERED = 1000;

    private final Recipe recipe;
    private final Story story;
    private final Chance chance;
    private final List<Odd> odd;
    private final List<Outgoing> earlier = new ArrayList<>();
    private int made;

    private Traffic(Recipe recipe, Chance storyChance, Chance chance) {
        this.recipe = recipe;
        this.story = new Story(storyChance, recipe.leads(), recipe.typings());
        this.chance = chance;
        this.odd = Arrays.stream(Odd.values())
                .filter(kind -> !kind.possible(recipe.actions()).isEmpty())
                .toList();
    }

    /** As many requests as the recipe says. */
    public static Iterator<Outgoing> of(Recipe recipe) {
        var chance = new Chance(recipe.seed());
        var inOrder = new Traffic(recipe, chance.another(), chance.another());
        return new Disorder(inOrder, recipe.mix().disorder(), chance.another());
    }

    @Override
    public boolean hasNext() {
        return made < recipe.count();
    }

    @Override
    public Outgoing next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var next = made();
        remember(next);
        made++;
        return next;
    }

    private Outgoing made() {
        var mix = recipe.mix();
        double percent = chance.percent();
        if (percent < mix.duplicates() && !earlier.isEmpty()) {
            return chance.oneOf(earlier).again();
        }
        double beyond = percent - mix.duplicates();
        if (beyond >= 0 && beyond < mix.odd()) {
            return odd(chance.oneOf(odd));
        }
        if (beyond >= mix.odd() && beyond < mix.odd() + mix.broken()) {
            return chance.oneOf(List.of(Broken.values())).told(story.next(recipe.actions()), chance);
        }
        return regular(story.next(recipe.actions()));
    }

    private Outgoing odd(Odd kind) {
        return kind.told(story.next(kind.possible(recipe.actions())), chance);
    }

    private static Outgoing regular(Happening happening) {
        return new Outgoing(
                Edit.bytes(happening.body()),
                null,
                Outgoing.KEPT,
                happening.action().word(),
                happening.person().id());
    }

    private void remember(Outgoing outgoing) {
        if (earlier.size() < REMEMBERED) {
            earlier.add(outgoing);
        } else {
            earlier.set(made % REMEMBERED, outgoing);
        }
    }
}
