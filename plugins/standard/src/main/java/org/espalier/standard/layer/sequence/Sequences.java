package org.espalier.standard.layer.sequence;

import org.espalier.graph.Value;

/** What layers for sequences check. */
final class Sequences {
    private Sequences() {}

    /** Refuses what is not [batch, time, features] with a known number of features. */
    static void requireSequence(String type, Value x) {
        if (x.rank() != 3 || !x.dim(2).isKnown()) {
            throw new IllegalArgumentException("[" + type + "] the input must be [batch, time, features] with a known number"
                    + " of features, but is " + x.type());
        }
    }
}
