package org.espalier.data.pipeline;

import org.espalier.backend.Philox;
import org.espalier.nn.RandomStream;

/**
 * Where in a run an example stands. Random changes take their numbers from here, so they do not depend on which thread
 * makes them, or on what was drawn before.
 *
 * @param seed of the run
 * @param epoch from 0
 * @param index of the example within the epoch, from 0
 */
record Place(long seed, int epoch, int index) {
    /** The random numbers of one thing that is done to the example. */
    RandomStream random(String identity) {
        return new RandomStream(seed, (long) epoch << 32 | index, Philox.identity(identity));
    }
}
