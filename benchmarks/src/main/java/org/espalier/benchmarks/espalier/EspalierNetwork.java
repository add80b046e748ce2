package org.espalier.benchmarks.espalier;

import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.harness.NetworkBuilder;
import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.standard.Activations;
import org.espalier.standard.Layers;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.Padding;

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

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        Conv layer = Layers.conv2d(filters, kernel, activation(relu));
        layers.add(padding > 0 ? layer.withPadding(Padding.SAME) : layer);
    }

    @Override
    public void maxPool(int[] in, int size) {
        layers.add(Layers.maxPool2d(size));
    }

    @Override
    public void embedding(int[] in, int vocabulary, int width) {
        layers.add(Layers.embedding(vocabulary, width));
    }

    @Override
    public void positions(int[] in) {
        layers.add(Layers.positionalEmbedding(in[0]));
    }

    @Override
    public void lstm(int[] in, int units) {
        layers.add(Layers.lstm(units));
    }

    @Override
    public void encoder(int[] in, int heads, int feedForward) {
        layers.add(Layers.transformerEncoder(heads, feedForward));
    }

    @Override
    public void meanOverTime(int[] in) {
        layers.add(Layers.meanOverTime());
    }
}
