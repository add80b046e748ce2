package org.espalier.benchmarks.espalier;

import org.espalier.benchmarks.harness.Updates;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.Optimizers;

/** The workloads' optimizers. */
final class EspalierUpdates implements Updates<GradientOptimizer> {
    @Override
    public GradientOptimizer sgd(double rate) {
        return Optimizers.sgd(rate);
    }

    @Override
    public GradientOptimizer momentum(double rate, double factor) {
        return Optimizers.momentum(rate).withMomentum(factor);
    }

    @Override
    public GradientOptimizer adam(double rate) {
        return Optimizers.adam(rate);
    }

    @Override
    public GradientOptimizer adamW(double rate, double decay) {
        return Optimizers.adamW(rate).withWeightDecay(decay);
    }
}
