package org.espalier.benchmarks.peers.dl4j;

import org.espalier.benchmarks.harness.Updates;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Deeplearning4j's optimizers; its momentum is Nesterov's. */
final class Dl4jUpdates implements Updates<IUpdater> {
    @Override
    public IUpdater sgd(double rate) {
        return new Sgd(rate);
    }

    @Override
    public IUpdater momentum(double rate, double factor) {
        return new Nesterovs(rate, factor);
    }

    @Override
    public IUpdater adam(double rate) {
        return new Adam(rate);
    }
}
