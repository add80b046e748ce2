package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.nn.Layer;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.optim.Sgd;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Batch normalisation with the figures of all examples once a training has ended. */
class WholeTrainingSetTest {
    private static final int EXAMPLES = 23;
    private static final Tensor X = Draw.normal("x", EXAMPLES, 2);
    private static final Dataset DATA = Dataset.of(X, Draw.normal("y", EXAMPLES, 2));
    private static final BatchNormalization WHOLE = BatchNormalization.DEFAULT.withWholeTrainingSet(true);

    private static Model trained(Layer layer, Training training) {
        return training.fit(Network.of(Input.f32(2), layer).init(Runs.ENGINE, 4, DType.F64), DATA).model();
    }

    private static Training batches(int size) {
        return Training.of(HalfSquaredError.INSTANCE, Sgd.of(0.1)).withBatchSize(size).withEpochs(3);
    }

    private static double[] momentsOfColumn(double[] rows, int column) {
        double mean = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            mean += rows[2 * i + column] / EXAMPLES;
        }
        double variance = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            variance += Math.pow(rows[2 * i + column] - mean, 2) / EXAMPLES;
        }
        return new double[] {mean, variance};
    }

    @Test
    void theFiguresAreThoseOfAllExamplesWhateverTheBatches() {
        // 23 in batches of 5: the last has 3.
        Model model = trained(WHOLE, batches(5));
        for (int column = 0; column < 2; column++) {
            double[] moments = momentsOfColumn(X.toDoubles(), column);
            assertThat(model.weight("running_mean").getDouble(column)).isEqualTo(moments[0], within(1e-14));
            assertThat(model.weight("running_variance").getDouble(column)).isEqualTo(moments[1], within(1e-14));
        }
        assertThat(model.weight("count").item()).isEqualTo(EXAMPLES);
        assertThat(trained(BatchNormalization.DEFAULT, batches(5)).weight("running_mean"))
                .isNotEqualTo(model.weight("running_mean"));
    }

    @Test
    void theyBelongToTheFinishedWeightsAndNothingIsDropped() {
        Layer layer = Sequential.of(Dropout.DEFAULT, Dense.of(2, Tanh.INSTANCE), WHOLE);
        Model model = trained(layer, batches(EXAMPLES));
        double[] before = Runs.output(Dense.of(2, Tanh.INSTANCE), X,
                Map.of("weight", model.weight("1/weight"), "bias", model.weight("1/bias")));
        for (int column = 0; column < 2; column++) {
            double[] moments = momentsOfColumn(before, column);
            assertThat(model.weight("2/running_mean").getDouble(column)).isEqualTo(moments[0], within(1e-14));
            assertThat(model.weight("2/running_variance").getDouble(column)).isEqualTo(moments[1], within(1e-14));
        }
    }

    @Test
    void frozenFiguresStay() {
        Model model = trained(WHOLE, batches(5).withFrozen("running_*", "count"));
        assertThat(model.weight("running_mean").toDoubles()).containsExactly(0, 0);
        assertThat(model.weight("running_variance").toDoubles()).containsExactly(1, 1);
    }
}
