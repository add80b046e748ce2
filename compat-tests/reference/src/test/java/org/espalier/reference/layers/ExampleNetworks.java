package org.espalier.reference.layers;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.batchNormalization;
import static org.espalier.standard.Layers.conv2d;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.embedding;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.lstm;
import static org.espalier.standard.Layers.maxPool2d;
import static org.espalier.standard.Layers.meanOverTime;
import static org.espalier.standard.Layers.positionalEmbedding;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Layers.transformerEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.nn.Layer;
import org.espalier.nn.RandomStream;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.Optimizers;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * A kind of network that is in wide use, as narrow as shows that it learns.
 *
 * @param vocabulary the number of tokens where the input is tokens, otherwise 0
 */
record ExampleNetworks(String name, Input input, int vocabulary, Layer body, GradientOptimizer optimizer) {
    private static final int CLASSES = 10;

    static Stream<ExampleNetworks> all() {
        return Stream.of(
                new ExampleNetworks("LeNet", Input.f32(1, 16, 16), 0, sequential(
                        conv2d(4, 5, relu()), maxPool2d(2), conv2d(6, 3, relu()), maxPool2d(2), flatten(), dense(16, relu()),
                        dense(CLASSES)), Optimizers.adam(0.01)),
                new ExampleNetworks("VGG", Input.f32(3, 8, 8), 0, sequential(
                        stage(4), stage(6), flatten(), dense(16, relu()), dense(CLASSES)), Optimizers.momentum(0.02)),
                new ExampleNetworks("LSTM", tokens(7), 20, sequential(
                        embedding(20, 8), lstm(12), dense(CLASSES)), Optimizers.adam(0.02)),
                new ExampleNetworks("transformer", tokens(6), 20, sequential(
                        embedding(20, 8), positionalEmbedding(6), transformerEncoder(2, 16), transformerEncoder(2, 16),
                        meanOverTime(), dense(CLASSES)), Optimizers.adamW(0.01)));
    }

    /** Two convolutions with normalisation, then half of the resolution. */
    private static Sequential stage(int filters) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            layers.addAll(List.of(conv2d(filters, 3).withPadding(Padding.SAME).withBias(false), batchNormalization(), relu()));
        }
        layers.add(maxPool2d(2));
        return new Sequential(layers);
    }

    private static Input tokens(int length) {
        return new Input(Dataset.INPUT, DType.I64, Shape.of(length));
    }

    Network network() {
        return Network.of(input, body);
    }

    /** Random examples, with classes that have nothing to do with them: learning by heart lowers the loss. */
    Dataset examples(int n) {
        RandomStream random = RandomStream.of(3, name);
        Shape shape = Shape.of(n).concat(input.shape());
        double[] x = new double[(int) shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = vocabulary > 0 ? random.below(i, vocabulary) : random.normal(i);
        }
        long[] classes = new long[n];
        for (int i = 0; i < n; i++) {
            classes[i] = random.below(x.length * 2 + i, CLASSES);
        }
        return Dataset.of(Tensor.rounded(new org.espalier.tensor.TensorType(input.dtype(), shape), x), Tensor.of(classes));
    }

    @Override
    public String toString() {
        return name;
    }
}
