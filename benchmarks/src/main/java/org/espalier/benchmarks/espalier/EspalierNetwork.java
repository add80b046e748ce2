package org.espalier.benchmarks.espalier;

import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.harness.NetworkBuilder;
import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.standard.Activations;
import org.espalier.standard.Layers;

/** The workloads' layers. */
final class EspalierNetwork implements NetworkBuilder {
    private final List<Layer> layers = new ArrayList<>();

    /** The layers one after the other. */
    Layer body() {
        return Layers.sequential(layers.toArray(Layer[]::new));
    }

    private static Activation activation(boolean relu) {
        return relu ? Activations.relu() : Activations.identity();
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        layers.add(Layers.dense(units, activation(relu)));
    }

    @Override
    public void batchNormalization(int[] in) {
        layers.add(Layers.batchNormalization());
    }

    @Override
    public void relu(int[] in) {
        layers.add(Activations.relu());
    }

    @Override
    public void dropout(int[] in, double rate) {
        layers.add(Layers.dropout(rate));
    }

    @Override
    public void flatten(int[] in) {
        layers.add(Layers.flatten());
    }
}
