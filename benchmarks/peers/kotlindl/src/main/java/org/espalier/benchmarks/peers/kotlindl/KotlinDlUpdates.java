package org.espalier.benchmarks.peers.kotlindl;

import org.espalier.benchmarks.harness.Updates;
import org.jetbrains.kotlinx.dl.api.core.optimizer.Adam;
import org.jetbrains.kotlinx.dl.api.core.optimizer.Momentum;
import org.jetbrains.kotlinx.dl.api.core.optimizer.NoClipGradient;
import org.jetbrains.kotlinx.dl.api.core.optimizer.Optimizer;
import org.jetbrains.kotlinx.dl.api.core.optimizer.SGD;

/** KotlinDL's optimizers. */
final class KotlinDlUpdates implements Updates<Optimizer> {
    @Override
    public Optimizer sgd(double rate) {
        return new SGD((float) rate, new NoClipGradient());
    }

    @Override
    public Optimizer momentum(double rate, double factor) {
        return new Momentum((float) rate, (float) factor, false, new NoClipGradient());
    }

    @Override
    public Optimizer adam(double rate) {
        return new Adam((float) rate, 0.9f, 0.999f, 1e-7f, false, new NoClipGradient());
    }
}
