package org.espalier.data.augment;

import org.espalier.nn.RandomStream;

/** Ranges that something is drawn from. */
final class Range {
    private Range() {}

    static void check(String what, double least, double most) {
        if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
            throw new IllegalArgumentException(what + " must be drawn from a least to a greatest finite value, but was from "
                    + least + " to " + most);
        }
    }

    static void checkProbability(String what, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("the probability of " + what + " must be from 0 to 1, but was " + p);
        }
    }

    /** Number i of the stream, uniform between the two. */
    static double draw(RandomStream random, int i, double least, double most) {
        return least + (most - least) * random.uniform(i);
    }

    /** Number i of the stream, a whole number from the least to the most, both included. */
    static int draw(RandomStream random, int i, int least, int most) {
        return least + random.below(i, most - least + 1);
    }
}
