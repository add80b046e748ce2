package org.espalier.reference.samediff;

import static org.espalier.reference.samediff.NetworkComparison.labels;
import static org.espalier.reference.samediff.NetworkComparison.numbers;
import static org.espalier.standard.Layers.batchNormalization;
import static org.espalier.standard.Layers.branches;
import static org.espalier.standard.Layers.concatenate;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.layerNormalization;
import static org.espalier.standard.Layers.residual;
import static org.espalier.standard.Layers.sequential;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.reference.samediff.NetworkComparison.Theirs;
import org.espalier.standard.Activations;
import org.espalier.standard.Losses;
import org.espalier.tensor.Tensor;
import org.espalier.training.Loss;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Loss and all gradients of whole networks, of every layer, activation and loss that SameDiff has too; in f64. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NetworksAgainstSameDiffTest {
    private static final NetworkReport REPORT = new NetworkReport("networks");
    private static final Tensor X = numbers(1, -1.5, 1.5, 7, 4);

    @AfterAll
    static void write() throws IOException {
        REPORT.write(25);
    }

    private static void check(String what, int parameters, Layer body, Loss loss, Tensor x, Tensor y, Theirs theirs) {
        REPORT.check(what, parameters, body, loss, x, y, theirs);
    }

    private static SDVariable affine(Map<String, SDVariable> w, String path, SDVariable x) {
        return x.mmul(w.get(at(path, "weight"))).add(w.get(at(path, "bias")));
    }

    private static String at(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    @Test
    void aPerceptronOfThreeLayers() {
        check("dense 16 tanh, dense 12 relu, dense 5, softmax cross-entropy", 6,
                sequential(dense(16, Activations.tanh()), dense(12, Activations.relu()), dense(5)),
                Losses.softmaxCrossEntropy(), numbers(2, -2, 2, 32, 8), labels(5, 32), (sd, w, x, y) -> {
                    SDVariable one = sd.math().tanh(affine(w, "0", x));
                    SDVariable two = sd.nn().relu(affine(w, "1", one), 0);
                    return NetworkReport.crossEntropy(sd, affine(w, "2", two), y, 5);
                });
    }

    @Test
    void aResidualBlockAndTwoBranches() {
        Layer body = sequential(dense(6, Activations.tanh()), residual(dense(6, Activations.sigmoid())),
                branches(dense(3), dense(2, Activations.softplus())), concatenate());
        check("residual block, two branches joined, mean squared error", 8, body, Losses.meanSquaredError(), X,
                numbers(4, -1, 1, 7, 5), (sd, w, x, y) -> {
                    SDVariable a = sd.math().tanh(affine(w, "0", x));
                    SDVariable b = a.add(sd.nn().sigmoid(affine(w, "1/0", a)));
                    SDVariable joined = sd.concat(1, affine(w, "2/0", b), sd.nn().softplus(affine(w, "2/1", b)));
                    return NetworkReport.meanSquare(joined, y);
                });
    }

    static Stream<Arguments> activations() {
        return Stream.of(
                activation("identity", Activations.identity(), sd -> z -> z),
                activation("sigmoid", Activations.sigmoid(), sd -> z -> sd.nn().sigmoid(z)),
                activation("tanh", Activations.tanh(), sd -> z -> sd.math().tanh(z)),
                activation("hardTanh", Activations.hardTanh(), sd -> z -> sd.nn().hardTanh(z)),
                activation("softsign", Activations.softsign(), sd -> z -> sd.nn().softsign(z)),
                activation("relu", Activations.relu(), sd -> z -> sd.nn().relu(z, 0)),
                activation("leakyRelu", Activations.leakyRelu(0.125), sd -> z -> sd.nn().leakyRelu(z, 0.125)),
                activation("elu", Activations.elu(), sd -> z -> sd.nn().elu(z)),
                activation("silu", Activations.silu(), sd -> z -> sd.nn().swish(z)),
                activation("softplus", Activations.softplus(), sd -> z -> sd.nn().softplus(z)),
                activation("softmax", Activations.softmax(), sd -> z -> sd.nn().softmax(z, 1)),
                activation("logSoftmax", Activations.logSoftmax(), sd -> z -> sd.nn().logSoftmax(z)));
    }

    private interface OfGraph {
        UnaryOperator<SDVariable> in(SameDiff sd);
    }

    private static Arguments activation(String name, Activation ours, OfGraph theirs) {
        return Arguments.of(name, ours, theirs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void denseWithEveryActivation(String name, Activation activation, Object theirs) {
        check("dense with " + name, 2, dense(5, activation), Losses.meanSquaredError(), X, numbers(5, -1, 1, 7, 5),
                (sd, w, x, y) -> NetworkReport.meanSquare(
                        ((OfGraph) theirs).in(sd).apply(affine(w, w.containsKey("weight") ? "" : "0", x)), y));
    }

    @Test
    void layerNormalizationOverFeatures() {
        check("layer normalization", 4, sequential(dense(6), layerNormalization()), Losses.meanSquaredError(), X, numbers(6, -1, 1, 7, 6),
                (sd, w, x, y) -> {
                    SDVariable z = affine(w, "0", x);
                    SDVariable centred = z.sub(z.mean(true, 1));
                    SDVariable deviation = sd.math().sqrt(centred.mul(centred).mean(true, 1).add(1e-5));
                    return NetworkReport.meanSquare(centred.div(deviation).mul(w.get("1/gamma")).add(w.get("1/beta")), y);
                });
    }

    @Test
    void batchNormalizationWithTheBatchsOwnFigures() {
        check("batch normalization in training", 4, sequential(dense(6), batchNormalization()), Losses.meanSquaredError(), X,
                numbers(7, -1, 1, 7, 6), (sd, w, x, y) -> {
                    SDVariable z = affine(w, "0", x);
                    SDVariable mean = z.mean(0);
                    SDVariable centred = z.sub(mean);
                    SDVariable variance = centred.mul(centred).mean(0);
                    // Its own op cannot be differentiated along the last axis.
                    SDVariable normal = centred.div(sd.math().sqrt(variance.add(1e-5)));
                    return NetworkReport.meanSquare(normal.mul(w.get("1/gamma")).add(w.get("1/beta")), y);
                });
    }

    @Test
    void batchNormalizationWithItsRunningFigures() {
        REPORT.checkPredictions("batch normalization in inference", sequential(dense(6), batchNormalization()), X, (sd, w, x, y) ->
                sd.nn().batchNorm(affine(w, "0", x), w.get("1/running_mean"), w.get("1/running_variance"), w.get("1/gamma"),
                        w.get("1/beta"), 1e-5, 1));
    }

    static Stream<Arguments> losses() {
        Tensor real = numbers(8, -1, 1, 7, 3);
        Tensor signs = Tensor.rounded(real.type(), Arrays.stream(real.toDoubles()).map(v -> v < 0 ? -1 : 1).toArray());
        // Of its gradients SameDiff forgets factors behind a loss, so where we sum over outputs there is but one.
        Tensor sign = Tensor.of(new double[] {1, -1, -1, 1, 1, -1, 1}, 7, 1);
        Tensor bits = Tensor.rounded(real.type(), Arrays.stream(real.toDoubles()).map(v -> v < 0 ? 0 : 1).toArray());
        Tensor shares = numbers(9, 0.1, 0.9, 7, 3);
        return Stream.of(
                loss("half squared error", Losses.halfSquaredError(), real, (sd, f, y) -> NetworkReport.meanSquare(f, y).mul(1.5)),
                loss("mean squared error", Losses.meanSquaredError(), real, (sd, f, y) ->
                        sd.loss().meanSquaredError(y, f, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT)),
                loss("mean absolute error", Losses.meanAbsoluteError(), real, (sd, f, y) ->
                        sd.loss().absoluteDifference(y, f, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT)),
                loss("softmax cross-entropy", Losses.softmaxCrossEntropy(), labels(3, 7),
                        (sd, f, y) -> NetworkReport.crossEntropy(sd, f, y, 3)),
                loss("binary cross-entropy from scores", Losses.binaryCrossEntropy(), bits, (sd, f, y) ->
                        sd.loss().sigmoidCrossEntropy(y, f, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT, 0)),
                loss("binary cross-entropy with shares", Losses.binaryCrossEntropy(), shares, (sd, f, y) ->
                        sd.loss().sigmoidCrossEntropy(y, f, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT, 0)),
                loss("hinge", Losses.hinge(), sign, (sd, f, y) ->
                        sd.loss().hingeLoss(y.add(1).mul(0.5), f, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT)),
                loss("logistic", Losses.logistic(), signs, (sd, f, y) -> sd.nn().softplus(f.mul(y).neg()).sum().div(7)));
    }

    private interface LossOf {
        SDVariable of(SameDiff sd, SDVariable f, SDVariable y);
    }

    private static Arguments loss(String name, Loss ours, Tensor y, LossOf theirs) {
        return Arguments.of(name, ours, y, theirs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void everyLoss(String name, Loss loss, Tensor y, Object theirs) {
        int units = y.shape().rank() == 2 ? (int) y.shape().length(1) : 3;
        check(name, 2, dense(units), loss, X, y,
                (sd, w, x, t) -> ((LossOf) theirs).of(sd, affine(w, w.containsKey("weight") ? "" : "0", x), t));
    }
}
