package org.espalier.benchmarks.peers.kotlindl;

import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.harness.AbsentException;
import org.espalier.benchmarks.harness.InputSpec;
import org.espalier.benchmarks.harness.NetworkBuilder;
import org.jetbrains.kotlinx.dl.api.core.Sequential;
import org.jetbrains.kotlinx.dl.api.core.activation.Activations;
import org.jetbrains.kotlinx.dl.api.core.initializer.GlorotNormal;
import org.jetbrains.kotlinx.dl.api.core.initializer.HeNormal;
import org.jetbrains.kotlinx.dl.api.core.initializer.Zeros;
import org.jetbrains.kotlinx.dl.api.core.layer.Layer;
import org.jetbrains.kotlinx.dl.api.core.layer.convolutional.Conv2D;
import org.jetbrains.kotlinx.dl.api.core.layer.convolutional.ConvPadding;
import org.jetbrains.kotlinx.dl.api.core.layer.core.Dense;
import org.jetbrains.kotlinx.dl.api.core.layer.core.Input;
import org.jetbrains.kotlinx.dl.api.core.layer.pooling.MaxPool2D;
import org.jetbrains.kotlinx.dl.api.core.layer.reshaping.Flatten;

/** The workloads' layers in KotlinDL, whose images have their channels last. */
final class KotlinDlNetwork implements NetworkBuilder {
    private final List<Layer> layers = new ArrayList<>();

    KotlinDlNetwork(InputSpec input) {
        if (input.isTokens()) {
            throw new AbsentException("has no embedding of tokens");
        }
        int[] d = input.dims();
        layers.add(new Input(d.length == 3 ? new long[] {d[1], d[2], d[0]} : new long[] {d[0]}, "input"));
    }

    Sequential network() {
        return Sequential.Companion.of(layers, false);
    }

    private String name(String kind) {
        return kind + layers.size();
    }

    private static Activations activation(boolean relu) {
        return relu ? Activations.Relu : Activations.Linear;
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        layers.add(new Dense(units, activation(relu), relu ? new HeNormal() : new GlorotNormal(), new Zeros(), null, null, null, true,
                name("dense")));
    }

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        layers.add(new Conv2D(filters, new int[] {kernel, kernel}, new int[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, activation(relu),
                new HeNormal(), new Zeros(), null, null, null, padding > 0 ? ConvPadding.SAME : ConvPadding.VALID, true, name("conv")));
    }

    @Override
    public void maxPool(int[] in, int size) {
        int[] window = {1, size, size, 1};
        layers.add(new MaxPool2D(window, window, ConvPadding.VALID, name("pool")));
    }

    @Override
    public void flatten(int[] in) {
        layers.add(new Flatten());
    }
}
