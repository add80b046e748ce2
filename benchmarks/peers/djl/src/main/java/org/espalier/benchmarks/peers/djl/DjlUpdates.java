package org.espalier.benchmarks.peers.djl;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.espalier.benchmarks.harness.Updates;

/** DJL's optimizers. */
final class DjlUpdates implements Updates<Optimizer> {
    @Override
    public Optimizer sgd(double rate) {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed((float) rate)).build();
    }

    @Override
    public Optimizer momentum(double rate, double factor) {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed((float) rate)).optMomentum((float) factor).build();
    }

    @Override
    public Optimizer adam(double rate) {
        return Optimizer.adam().optLearningRateTracker(Tracker.fixed((float) rate)).build();
    }

    @Override
    public Optimizer adamW(double rate, double decay) {
        return Optimizer.adamW().optLearningRateTracker(Tracker.fixed((float) rate)).optWeightDecays((float) decay).build();
    }
}
