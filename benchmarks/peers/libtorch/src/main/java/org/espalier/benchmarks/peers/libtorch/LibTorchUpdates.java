package org.espalier.benchmarks.peers.libtorch;

import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.espalier.benchmarks.harness.Updates;

/** LibTorch's optimizers over some parameters. */
final class LibTorchUpdates implements Updates<Optimizer> {
    private final TensorVector parameters;

    LibTorchUpdates(TensorVector parameters) {
        this.parameters = parameters;
    }

    @Override
    public Optimizer sgd(double rate) {
        return new SGD(parameters, new SGDOptions(rate));
    }

    @Override
    public Optimizer momentum(double rate, double factor) {
        SGDOptions options = new SGDOptions(rate);
        options.momentum().put(factor);
        return new SGD(parameters, options);
    }

    @Override
    public Optimizer adam(double rate) {
        return new Adam(parameters, new AdamOptions(rate));
    }

    @Override
    public Optimizer adamW(double rate, double decay) {
        AdamWOptions options = new AdamWOptions(rate);
        options.weight_decay().put(decay);
        return new AdamW(parameters, options);
    }
}
