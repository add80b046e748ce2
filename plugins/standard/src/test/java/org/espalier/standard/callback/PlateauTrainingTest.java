package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.optim.Schedule;
import org.espalier.standard.Runs;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.loss.BinaryCrossEntropy;
import org.espalier.standard.metric.Accuracy;
import org.espalier.standard.optim.Sgd;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.standard.schedule.StepDecay;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.junit.jupiter.api.Test;

/** A metric on validation data drives the learning rate of a whole run. */
class PlateauTrainingTest {
    private static final Dataset DATA = Dataset.of(Tensor.of(new double[] {-1, 1, 2, -2}, 4, 1), Tensor.of(new double[] {0, 1, 1, 0}));

    /** The rates of each epoch of a run in which the validation accuracy is 1 from the first epoch on. */
    private static double[] rates(Schedule schedule, int epochs) {
        FitResult r = Training.of(BinaryCrossEntropy.FROM_LOGITS, Sgd.of(schedule)).withMetrics(Accuracy.DEFAULT)
                .withValidation(DATA).withBatchSize(4).withEpochs(epochs)
                .withCallbacks(ReduceOnPlateau.of(0.1, 2).withMonitor("val_accuracy"))
                .fit(Network.of(Input.f32(1), Dense.of(1).withKernel(Zeros.INSTANCE)).init(Runs.ENGINE, 0, DType.F64), DATA);
        assertThat(r.history().series("val_accuracy")).containsOnly(1);
        return r.history().epochs().stream().mapToDouble(Callback.Epoch::learningRate).toArray();
    }

    @Test
    void theRateIsATenthAfterTwoEpochsWithoutABetterOne() {
        assertThat(rates(ConstantRate.of(0.5), 7))
                .containsExactly(new double[] {0.5, 0.5, 0.5, 0.05, 0.05, 0.005, 0.005}, within(1e-15));
    }

    @Test
    void aScheduleGoesOnBelowIt() {
        assertThat(rates(StepDecay.of(0.8), 5))
                .containsExactly(new double[] {0.8, 0.4, 0.2, 0.01, 0.005}, within(1e-15));
    }
}
