package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.conv2d;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.maxPool2d;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Preprocessings.standardize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.data.idx.Idx;
import org.espalier.nn.UnaryLayer;
import org.espalier.standard.Initializers;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.standard.data.Splits.Fold;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.Padding;

/**
 * Test accuracies on well-known data, to be compared with those of other libraries. All start from Glorot uniform weights,
 * and take the steps of Adam. Argument: a folder with MNIST's test set, without which its rows are left out.
 */
public final class Accuracies {
    private static final int MNIST_TRAINING = 8_000;
    private static final int MNIST_ALL = 10_000;

    private Accuracies() {}

    /**
     * A row of the comparison.
     *
     * @param sets the training and test sets over which the accuracy is averaged
     * @param network for a training set
     */
    record Row(String name, List<Fold> sets, Function<Dataset, Network> network, double rate, int batch, int epochs) {
        double accuracy(Engine engine, long seed) {
            Training training = Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(rate))
                    .withEpochs(epochs).withBatchSize(batch).withSeed(seed);
            return sets.stream()
                    .mapToDouble(s -> training.fit(engine, network.apply(s.training()), s.training()).model()
                            .evaluate(s.test(), Losses.softmaxCrossEntropy(), Metrics.accuracy()).get("accuracy"))
                    .average().orElseThrow();
        }

        double[] accuracies(Engine engine) {
            return LongStream.of(FiveSeeds.SEEDS).mapToDouble(seed -> accuracy(engine, seed)).toArray();
        }
    }

    /** Prints the mean and the range over five seeds. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create()) {
            Stream<Row> rows = Stream.of(iris(), digits());
            if (args.length > 0) {
                rows = Stream.concat(rows, Stream.of(mlp(Path.of(args[0])), leNet(Path.of(args[0]))));
            }
            rows.forEach(row -> {
                double[] a = row.accuracies(engine);
                System.out.printf(Locale.ROOT, "%s | mean %.4f | %.4f to %.4f%n", row.name, mean(a),
                        Arrays.stream(a).min().orElseThrow(), Arrays.stream(a).max().orElseThrow());
            });
        }
    }

    static double mean(double[] accuracies) {
        return Arrays.stream(accuracies).average().orElseThrow();
    }

    /** Flowers, ten of each species in each test set, standardised by the figures of the training set. */
    static Row iris() {
        return new Row("iris", folds(Iris.load()),
                training -> Network.of(Input.f32(4), sequential(
                        standardize().fit(training), glorot(dense(16, tanh())), dense(3))),
                0.01, 16, 60);
    }

    /** Digits of 8 × 8 grey values from 0 to 1. */
    static Row digits() {
        return new Row("digits", folds(Digits.all()),
                training -> Network.of(Input.f32(64), sequential(glorot(dense(128, relu())), dense(10))),
                1e-3, 32, 40);
    }

    /** Digits of 28 × 28 grey values from 0 to 1, without regard to which are neighbours. */
    static Row mlp(Path folder) {
        return new Row("MNIST-10k MLP", List.of(mnist(folder)),
                training -> Network.of(Input.f32(1, 28, 28), sequential(
                        flatten(), glorot(dense(256, relu())), glorot(dense(128, relu())), dense(10))),
                1e-3, 64, 20);
    }

    /** LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) with rectifiers and the greatest value of each window. */
    static Row leNet(Path folder) {
        return new Row("MNIST-10k LeNet", List.of(mnist(folder)),
                training -> Network.of(Input.f32(1, 28, 28), sequential(
                        glorot(conv2d(6, 5, relu()).withPadding(Padding.SAME)), maxPool2d(2),
                        glorot(conv2d(16, 5, relu())), maxPool2d(2),
                        flatten(), glorot(dense(120, relu())), glorot(dense(84, relu())), dense(10))),
                1e-3, 64, 15);
    }

    /** Before a rectifier, weights would be drawn by He's rule otherwise. */
    private static UnaryLayer glorot(Dense layer) {
        return layer.withKernel(Initializers.glorotUniform());
    }

    private static UnaryLayer glorot(Conv layer) {
        return layer.withInitializer(Initializers.glorotUniform());
    }

    /** Five folds that any language can make: row i is in the test set of fold i modulo 5. */
    private static List<Fold> folds(Dataset data) {
        return IntStream.range(0, 5)
                .mapToObj(k -> new Fold(
                        data.subset(IntStream.range(0, data.size()).filter(i -> i % 5 != k).toArray()),
                        data.subset(IntStream.range(0, data.size()).filter(i -> i % 5 == k).toArray())))
                .toList();
    }

    /** The first 8,000 images of MNIST's test set for training, the other 2,000 for the test. */
    private static Fold mnist(Path folder) {
        Dataset images = Idx.folder(folder, prefix(folder));
        return new Fold(images.subset(IntStream.range(0, MNIST_TRAINING).toArray()),
                images.subset(IntStream.range(MNIST_TRAINING, MNIST_ALL).toArray()));
    }

    /** The test set's files have names of their own where the training set is there too. */
    private static String prefix(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.getFileName().toString().startsWith("t10k")) ? "t10k" : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
    }
}
