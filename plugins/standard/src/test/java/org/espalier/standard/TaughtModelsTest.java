package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Optimizers.sgd;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.espalier.core.fit.FitResult;
import org.espalier.data.Order;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.nn.Layer;
import org.espalier.standard.activation.Sigmoid;
import org.espalier.standard.activation.Sign;
import org.espalier.standard.activation.Step;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.Concatenate;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Parallel;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.Shared;
import org.espalier.standard.loss.BinaryCrossEntropy;
import org.espalier.standard.loss.MaxMargin;
import org.espalier.standard.loss.Perceptron;
import org.espalier.standard.loss.SoftmaxCrossEntropy;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The models of the first lectures, as networks. */
class TaughtModelsTest {
    private static final Tensor CORNERS = Tensor.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);

    private static Model model(Layer layer) {
        return Network.of(Input.f32(2), layer).init(Runs.ENGINE, 0, DType.F64);
    }

    /** A unit that fires when the sum of its inputs exceeds a threshold (McCulloch, Pitts 1943). */
    @Test
    void thresholdUnitsRepresentAndOrAndNot() {
        Layer unit = Dense.of(1, Step.INSTANCE);
        Tensor both = Tensor.of(new double[] {1, 1}, 2, 1);
        assertThat(Runs.output(unit, CORNERS, Map.of("weight", both, "bias", Tensor.of(new double[] {-1.5}))))
                .containsExactly(0, 0, 0, 1);
        assertThat(Runs.output(unit, CORNERS, Map.of("weight", both, "bias", Tensor.of(new double[] {-0.5}))))
                .containsExactly(0, 1, 1, 1);
        assertThat(Runs.output(unit, Tensor.of(new double[] {0, 1}, 2, 1), Map.of(
                "weight", Tensor.of(new double[] {-1}, 1, 1), "bias", Tensor.of(new double[] {0.5}))))
                .containsExactly(1, 0);
    }

    @Test
    void aPerceptronDecidesByTheSignOfItsScore() {
        Layer h = Dense.of(1, Sign.INSTANCE);
        assertThat(Runs.output(h, CORNERS, Map.of("weight", Tensor.of(new double[] {3, 2}, 2, 1),
                "bias", Tensor.of(new double[] {-4})))).containsExactly(-1, -1, -1, 1);
    }

    private static Model perceptron(int units, double... labels) {
        Training training = Training.of(Perceptron.INSTANCE, sgd(1)).withEpochs(12).withBatchSize(1).withOrder(Order.IN_ORDER);
        return training.fit(model(Dense.of(units).withKernel(Zeros.INSTANCE)),
                Dataset.of(CORNERS, Tensor.of(labels, 4, units))).model();
    }

    /** AND, OR and NAND at once: each unit learns as if it were alone. */
    @Test
    void theUnitsOfAMultiOutputPerceptronDoNotInfluenceEachOther() {
        double[][] tasks = {{-1, -1, -1, 1}, {-1, 1, 1, 1}, {1, 1, 1, -1}};
        double[] together = new double[12];
        for (int row = 0; row < 4; row++) {
            for (int unit = 0; unit < 3; unit++) {
                together[row * 3 + unit] = tasks[unit][row];
            }
        }
        Model all = perceptron(3, together);
        double[] scores = all.predict(CORNERS).toDoubles();
        for (int unit = 0; unit < 3; unit++) {
            Model alone = perceptron(1, tasks[unit]);
            assertThat(all.weight("bias").getDouble(unit)).isEqualTo(alone.weight("bias").item());
            for (int i = 0; i < 2; i++) {
                assertThat(all.weight("weight").getDouble(i * 3 + unit)).isEqualTo(alone.weight("weight").getDouble(i));
            }
            for (int row = 0; row < 4; row++) {
                assertThat(Math.signum(scores[row * 3 + unit])).isEqualTo(tasks[unit][row]);
            }
        }
    }

    /** With two classes, w₁ - w₀ of softmax regression takes steps twice as long as logistic regression's w. */
    @Test
    void softmaxRegressionWithTwoClassesIsLogisticRegression() {
        double[] labels = {0, 1, 1, 1};
        Training two = Training.of(SoftmaxCrossEntropy.INSTANCE, sgd(0.25)).withEpochs(20).withBatchSize(4);
        Training one = Training.of(BinaryCrossEntropy.FROM_LOGITS, sgd(0.5)).withEpochs(20).withBatchSize(4);
        Model softmax = two.fit(model(Dense.of(2).withKernel(Zeros.INSTANCE)),
                Dataset.of(CORNERS, Tensor.of(Arrays.stream(labels).mapToLong(v -> (long) v).toArray()))).model();
        Model logistic = one.fit(model(Dense.of(1).withKernel(Zeros.INSTANCE)),
                Dataset.of(CORNERS, Tensor.of(labels))).model();
        double[] w = softmax.weight("weight").toDoubles();
        assertThat(new double[] {w[1] - w[0], w[3] - w[2]})
                .containsExactly(logistic.weight("weight").toDoubles(), within(1e-13));
        double[] b = softmax.weight("bias").toDoubles();
        assertThat(b[1] - b[0]).isEqualTo(logistic.weight("bias").item(), within(1e-13));
    }

    /** The same 20-8-1 scorer on a true and a corrupt window (Collobert, Weston 2008). */
    @Test
    void theWindowClassifierHas176ParametersAndRanksTrueAboveCorrupt() {
        Layer scorer = Shared.of("scorer", Sequential.of(dense(8, Sigmoid.INSTANCE), Dense.of(1).withBias(false)));
        Network net = new Network(List.of(Input.f32(20).named("true"), Input.f32(20).named("corrupt")),
                Sequential.of(Parallel.of(scorer, scorer), Concatenate.DEFAULT), List.of(Network.OUTPUT));
        Model model = net.init(Runs.ENGINE, 3, DType.F64);
        assertThat(model.parameterCount()).isEqualTo(176);
        Dataset pairs = Dataset.of(Map.of("true", Draw.normal("true", 12, 20), "corrupt", Draw.normal("corrupt", 12, 20)));
        Training training = Training.of(MaxMargin.DEFAULT, sgd(0.5)).withBatchSize(12).withEpochs(2_000);
        FitResult r = training.fit(model, pairs);
        double[] scores = r.model().predict(pairs).get(Network.OUTPUT).toDoubles();
        for (int i = 0; i < scores.length; i += 2) {
            assertThat(scores[i]).isGreaterThan(scores[i + 1] + 1 - 1e-9);
        }
        assertThat(r.history().last("loss")).isZero();
        // Without a cost there is no update.
        SortedMap<String, Tensor> before = model.weights();
        TrainingStep step = new TrainingStep(model, training, pairs.fields());
        step.update(new Batch(Map.of("true", pairs.all("true"), "corrupt", pairs.all("corrupt"))), 0.5);
        assertThat(model.weights()).isEqualTo(before);
    }

    /** A head behind frozen layers learns what it learns of the features alone; then the rest may follow. */
    @Test
    void aLinearHeadOnFrozenFeaturesIsOneOnGivenFeatures() {
        Tensor x = Draw.normal("x", 10, 2);
        Tensor y = Tensor.of(new long[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0});
        Training training = Training.of(SoftmaxCrossEntropy.INSTANCE, sgd(0.3)).withBatchSize(4).withEpochs(5);
        Layer head = Dense.of(3).withKernel(Zeros.INSTANCE);
        Model whole = model(sequential(dense(6, Tanh.INSTANCE), head));
        SortedMap<String, Tensor> before = whole.weights();
        double[] features = Runs.output(dense(6, Tanh.INSTANCE), x,
                Map.of("weight", before.get("0/weight"), "bias", before.get("0/bias")));
        training.withFrozen("0/**").fit(whole, Dataset.of(x, y));
        Model alone = training.fit(Network.of(Input.f32(6), head).init(Runs.ENGINE, 0, DType.F64),
                Dataset.of(Tensor.of(features, 10, 6), y)).model();
        assertThat(whole.weight("1/weight").toDoubles())
                .containsExactly(alone.weight("weight").toDoubles(), within(1e-13));
        assertThat(whole.weight("0/weight")).isEqualTo(before.get("0/weight"));
        training.fit(whole, Dataset.of(x, y));
        assertThat(whole.weight("0/weight")).isNotEqualTo(before.get("0/weight"));
        // The class is that of the largest score.
        double[] scores = whole.predict(x).toDoubles();
        long right = IntStream.range(0, 10).filter(i -> IntStream.range(0, 3).boxed()
                .max((a, b) -> Double.compare(scores[3 * i + a], scores[3 * i + b])).orElseThrow() == y.getLong(i)).count();
        assertThat(whole.evaluate(Dataset.of(x, y), SoftmaxCrossEntropy.INSTANCE, Metrics.accuracy()).get("accuracy"))
                .isEqualTo(right / 10.0);
    }

    /** sign(Σ αᵢyᵢK(xᵢ, x) + b) with K = 2^-‖x - x'‖² at the corners, α = 1: exclusive or, at ±(1 - ½ - ½ + ¼). */
    @Test
    void aKernelClassifierIsANetworkWithRadialUnits() {
        double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        Layer scores = Sequential.of(Rbf.at(corners, Math.log(2)), Dense.of(1));
        Map<String, Tensor> weights = Map.of("1/weight", Tensor.of(new double[] {-1, 1, 1, -1}, 4, 1),
                "1/bias", Tensor.of(new double[] {0}));
        assertThat(Runs.output(scores, CORNERS, weights))
                .containsExactly(new double[] {-0.25, 0.25, 0.25, -0.25}, within(1e-15));
        assertThat(Runs.output(Sequential.of(Rbf.at(corners, Math.log(2)), Dense.of(1, Sign.INSTANCE)), CORNERS, weights))
                .containsExactly(-1, 1, 1, -1);
    }

    @Test
    void aGradientThatWasNotAskedForIsRefusedWithTheWayToAskForIt() {
        Model model = model(sequential(dense(3, Tanh.INSTANCE), dense(1)));
        Dataset data = Dataset.of(CORNERS, Tensor.of(new double[] {0, 1, 1, 0}));
        TrainingStep step = new TrainingStep(model, Training.of(BinaryCrossEntropy.FROM_LOGITS, sgd(1)), data.fields());
        step.update(Batch.of(CORNERS, data.all(Dataset.TARGET)), 1);
        assertThatThrownBy(() -> step.captured("gradient/0/weight")).hasMessage("'gradient/0/weight' was not asked for, so"
                + " it was not computed; name the layer or the parameter in withCapture(...) of the training, as in"
                + " withCapture(\"0/weight\")");
    }
}
