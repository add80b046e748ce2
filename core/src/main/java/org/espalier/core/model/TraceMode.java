package org.espalier.core.model;

import org.espalier.plugin.API;

/** What a network is written as a graph for. */
@API(status = API.Status.STABLE, since = "0.1")
public enum TraceMode {
    /** For training: random layers draw, normalisations use the batch, states are updated. */
    TRAINING,
    /** For prediction and export. */
    INFERENCE,
    /** As inference, but random layers draw, so that answers can be averaged over what they draw. */
    SAMPLING,
    /** For the pass over the whole training set that brings states in line with finished weights; nothing is random. */
    SETTLING;

    /** Whether what states become is part of the graph. */
    boolean updatesStates() {
        return this == TRAINING || this == SETTLING;
    }
}
