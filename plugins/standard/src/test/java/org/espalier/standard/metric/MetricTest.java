package org.espalier.standard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Value;
import org.espalier.standard.Runs;
import org.espalier.standard.loss.MeanSquaredError;
import org.espalier.tensor.Tensor;
import org.espalier.training.Metric;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Tensor SCORES = Tensor.of(new double[] {
        3, 1, 2,
        0, 5, 1,
        1, 2, 3,
        9, 8, 7}, 4, 3);
    private static final Tensor LABELS = Tensor.of(new int[] {0, 1, 0, 2});
    private static final Tensor EVEN = Tensor.of(new double[] {1, 1, 1, 1});

    private static List<Tensor> sums(Metric metric, Tensor prediction, Tensor target, Tensor weight) {
        GraphBuilder b = Runs.ENGINE.registry().graphBuilder();
        List<Value> statistics = metric.statistics(b.input("f", prediction.type()), b.input("y", target.type()),
                b.input("w", weight.type()));
        Map<String, Value> outputs = new LinkedHashMap<>();
        statistics.forEach(s -> outputs.put("s" + outputs.size(), s));
        Map<String, Tensor> r = Runs.run(b.build(outputs), Map.of("f", prediction, "y", target, "w", weight));
        List<Tensor> sums = new ArrayList<>();
        outputs.keySet().forEach(name -> sums.add(r.get(name)));
        return sums;
    }

    private static double value(Metric metric, Tensor prediction, Tensor target) {
        return metric.value(sums(metric, prediction, target, EVEN));
    }

    @Test
    void accuracyTakesIndicesAndShares() {
        assertThat(value(Accuracy.DEFAULT, SCORES, LABELS)).isEqualTo(0.5);
        Tensor oneHot = Tensor.of(new double[] {1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1}, 4, 3);
        assertThat(value(Accuracy.DEFAULT, SCORES, oneHot)).isEqualTo(0.5);
    }

    @Test
    void accuracyIsWeighted() {
        Tensor weight = Tensor.of(new double[] {1, 2, 1, 0});
        assertThat(Accuracy.DEFAULT.value(sums(Accuracy.DEFAULT, SCORES, LABELS, weight))).isEqualTo(0.75);
    }

    @Test
    void accuracyOfOneScoreGoesByAThreshold() {
        Tensor scores = Tensor.of(new double[] {-1, 0.2, 0.7, 3}, 4, 1);
        assertThat(value(Accuracy.DEFAULT, scores, Tensor.of(new int[] {0, 0, 1, 1}))).isEqualTo(0.75);
        assertThat(value(Accuracy.DEFAULT, scores, Tensor.of(new int[] {-1, -1, 1, 1}))).isEqualTo(0.75);
        assertThat(value(Accuracy.DEFAULT.withThreshold(0.5), scores, Tensor.of(new double[] {0, 0, 1, 1}, 4, 1))).isEqualTo(1);
    }

    @Test
    void topKCountsThoseThatAreLarger() {
        assertThat(value(TopKAccuracy.of(1), SCORES, LABELS)).isEqualTo(0.5);
        assertThat(value(TopKAccuracy.of(2), SCORES, LABELS)).isEqualTo(0.5);
        assertThat(value(TopKAccuracy.of(3), SCORES, LABELS)).isEqualTo(1);
        assertThat(value(TopKAccuracy.of(2), SCORES, Tensor.of(new long[] {2, 2, 1, 1}))).isEqualTo(1);
    }

    @Test
    void theConfusionMatrixHasTruthInItsRows() {
        List<Tensor> sums = sums(ConfusionMatrix.INSTANCE, SCORES, LABELS, Tensor.of(new double[] {1, 1, 1, 2}));
        assertThat(sums.get(0).toDoubles()).containsExactly(1, 0, 1, 0, 1, 0, 2, 0, 0);
        assertThat(ConfusionMatrix.INSTANCE.value(sums)).isEqualTo(0.4);
    }

    @Test
    void sequencesAverageOverTheirPositions() {
        Tensor scores = SCORES.reshape(2, 2, 3);
        Tensor labels = LABELS.reshape(2, 2);
        Tensor weight = Tensor.of(new double[] {3, 1});
        assertThat(Accuracy.DEFAULT.value(sums(Accuracy.DEFAULT, scores, labels, weight))).isEqualTo(0.75);
        List<Tensor> matrix = sums(ConfusionMatrix.INSTANCE, scores, labels, weight);
        assertThat(matrix.get(0).toDoubles()).containsExactly(3, 0, 1, 0, 3, 0, 1, 0, 0);
        assertThat(ConfusionMatrix.INSTANCE.value(matrix)).isEqualTo(0.75);
    }

    @Test
    void aLossCanBeAMetric() {
        LossMetric mse = LossMetric.of("mse", MeanSquaredError.INSTANCE);
        assertThat(value(mse, Tensor.of(new double[] {1, 2, 3, 4}, 4, 1), Tensor.of(new double[] {1, 1, 1, 1}))).isEqualTo(3.5);
        assertThat(mse.name()).isEqualTo("mse");
        assertThat(mse.largerIsBetter()).isFalse();
        assertThat(Accuracy.DEFAULT.largerIsBetter()).isTrue();
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(Accuracy.DEFAULT, SCORES, Tensor.of(new double[4])))
                .withMessage("[Accuracy] the target must be class indices i32[4] (or i64, u8), or a share for each class"
                        + " f64[4,3], but is f64[4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(Accuracy.DEFAULT, Tensor.of(new double[4], 4, 1), Tensor.of(new double[8], 4, 2)))
                .withMessage("[Accuracy] the target must be one label for each score of the prediction f64[4,1], but is"
                        + " f64[4,2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accuracy.DEFAULT.statistics(Runs.ENGINE.registry().graphBuilder()
                        .input("f", SCORES.type()), null, null))
                .withMessage("[Accuracy] needs a target, but the loss beside it reads none");
        assertThat(Accuracy.DEFAULT.value(List.of(Tensor.of(new double[] {1}), Tensor.of(new double[] {3}))))
                .isEqualTo(1 / 3.0, within(1e-16));
    }
}
