package dev.kartrainbox.simulator;

import java.util.stream.DoubleStream;

/**
 * How much of a stream is out of the ordinary, in percent of its requests.
 *
 * @param duplicates the exact bytes of an earlier one
 * @param disorder held back until later ones of the same lead went out
 * @param odd unusual, and to be read all the same
 * @param broken not to be read as a notification
 */
public record Mix(double duplicates, double disorder, double odd, double broken) {

    /** All is as documented. */
    public static final Mix NOTHING_SPECIAL = new Mix(0, 0, 0, 0);

    public Mix {
        Recipe.require(
                DoubleStream.of(duplicates, disorder, odd, broken).allMatch(share -> share >= 0 && share <= 100),
                "a share has to be from 0 to 100 percent");
        Recipe.require(
                duplicates + odd + broken <= 100,
                "the shares of duplicates, odd and broken have to be 100 percent or less together");
    }
}
