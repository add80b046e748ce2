package org.espalier.nn;

import org.espalier.backend.Philox;
import org.espalier.plugin.API;

/**
 * An endless sequence of random numbers that can be asked for at any position: a pure function of a seed and a stable
 * identity. Equal seeds and identities give equal numbers everywhere.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record RandomStream(long seed, long step, int identity) {
    /** The stream for a seed and an identity such as a parameter's path. */
    public static RandomStream of(long seed, String identity) {
        return new RandomStream(seed, -1, Philox.identity(identity));
    }

    /** Number i, uniform on [0, 1). */
    public double uniform(int i) {
        return Philox.uniform(Philox.word(seed, step, identity, i));
    }

    /** Number i, standard normal. */
    public double normal(int i) {
        return Philox.normal(Philox.word(seed, step, identity, 2 * i), Philox.word(seed, step, identity, 2 * i + 1));
    }

    /** Brings an array into random order, with numbers 1 to its length (Fisher, Yates). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i, i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** Number i, an integer uniform on [0, bound) for a bound of at least 1. */
    public int below(int i, int bound) {
        return (int) (((Philox.word(seed, step, identity, i) & 0xffffffffL) * bound) >>> 32);
    }
}
