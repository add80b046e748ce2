package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.batchNormalization;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.sequential;

import java.util.Arrays;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.optim.Optimizer;
import org.espalier.optim.Schedule;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.constraint.NonNegative;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.loss.BinaryCrossEntropy;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.metric.Accuracy;
import org.espalier.standard.optim.objective.Lbfgs;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.standard.penalty.HalfL2;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** How optimizers that ask for the objective fit in with everything else. */
class ObjectiveTrainingTest {
    /** Two classes that overlap, so that the most likely weights are finite. */
    private static final double[][] X = {{0.5, 1}, {1.5, -1}, {2, 0.5}, {-1, 0}, {-0.5, 2}, {-2, -1}, {0.3, 0.2}, {-0.2, -0.4}};
    private static final double[] Y = {1, 1, 1, 0, 0, 0, 0, 1};
    private static final Dataset POINTS = Dataset.of(
            Tensor.of(Arrays.stream(X).flatMapToDouble(Arrays::stream).toArray(), 8, 2), Tensor.of(Y));

    private static FitResult logistic(Optimizer optimizer, int epochs) {
        Network net = Network.of(Input.f32(2), Dense.of(1).withKernel(Zeros.INSTANCE));
        return Training.of(BinaryCrossEntropy.FROM_LOGITS, optimizer).withEpochs(epochs).withMetrics(Accuracy.DEFAULT)
                .fit(net.init(Runs.ENGINE, 0, DType.F64), POINTS);
    }

    private static double[] weights(Model m) {
        double[] w = m.weight("weight").toDoubles();
        return new double[] {w[0], w[1], m.weight("bias").item()};
    }

    /** Iteratively reweighted least squares: the normal equations of the points, weighted by p (1 - p). */
    private static double[] reweighted(int steps) {
        double[] w = new double[3];
        for (int step = 0; step < steps; step++) {
            double[][] equations = new double[3][4];
            for (int i = 0; i < X.length; i++) {
                double[] x = {X[i][0], X[i][1], 1};
                double p = 1 / (1 + Math.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])));
                for (int r = 0; r < 3; r++) {
                    for (int c = 0; c < 3; c++) {
                        equations[r][c] += p * (1 - p) * x[r] * x[c];
                    }
                    equations[r][3] += (Y[i] - p) * x[r];
                }
            }
            double[] change = solved(equations);
            for (int r = 0; r < 3; r++) {
                w[r] += change[r];
            }
        }
        return w;
    }

    private static double[] solved(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            for (int r = 0; r < n; r++) {
                double factor = r == k ? 0 : rows[r][k] / rows[k][k];
                for (int c = k; c <= n; c++) {
                    rows[r][c] -= factor * rows[k][c];
                }
            }
        }
        double[] x = new double[n];
        Arrays.setAll(x, k -> rows[k][n] / rows[k][k]);
        return x;
    }

    @Test
    void newtonOnLogisticRegressionIsReweightedLeastSquares() {
        for (int steps : new int[] {1, 2, 3}) {
            assertThat(weights(logistic(Newton.DEFAULT, steps).model()))
                    .containsExactly(reweighted(steps), within(1e-12));
        }
    }

    @Test
    void bothFindTheMostLikelyWeightsAndSayWhenTheyHave() {
        double[] best = reweighted(20);
        FitResult newton = logistic(Newton.DEFAULT, 50);
        FitResult lbfgs = logistic(Lbfgs.DEFAULT, 50);
        assertThat(weights(newton.model())).containsExactly(best, within(1e-7));
        assertThat(weights(lbfgs.model())).containsExactly(best, within(1e-5));
        for (FitResult r : new FitResult[] {newton, lbfgs}) {
            assertThat(r.outcome()).isEqualTo(FitResult.Outcome.STOPPED);
            assertThat(r.reason()).isEqualTo("no step lowers the loss any further");
            assertThat(r.history().series("loss")[0]).isEqualTo(Math.log(2), within(1e-15));
        }
        // Quadratic convergence, then that of a quasi-Newton method, then that of gradient descent.
        int sgd = logistic(Sgd.of(1), 500).history().epochs().size();
        assertThat(newton.history().epochs().size()).isLessThan(10);
        assertThat(lbfgs.history().epochs().size()).isBetween(newton.history().epochs().size(), 25);
        assertThat(sgd).isEqualTo(500);
    }

    @Test
    void anEpochIsOneStepOnAllExamplesAndItsFiguresAreThoseBeforeIt() {
        FitResult r = logistic(Lbfgs.DEFAULT, 3);
        assertThat(r.history().epochs()).extracting(e -> e.step()).containsExactly(1L, 2L, 3L);
        Model before = logistic(Lbfgs.DEFAULT, 2).model();
        assertThat(r.history().last("loss"))
                .isEqualTo(before.evaluate(POINTS, BinaryCrossEntropy.FROM_LOGITS).get("loss"), within(1e-14));
        assertThat(r.history().last("accuracy"))
                .isEqualTo(before.evaluate(POINTS, BinaryCrossEntropy.FROM_LOGITS, Accuracy.DEFAULT).get("accuracy"));
    }

    @Test
    void aSmallNetworkWithAPenaltyIsTrainedToAStationaryPoint() {
        Dataset xor = Dataset.of(Tensor.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2), Tensor.of(new double[] {0, 1, 1, 0}));
        Network net = Network.of(Input.f32(2), sequential(dense(3, Tanh.INSTANCE), dense(1)));
        for (Optimizer optimizer : new Optimizer[] {Newton.DEFAULT, Lbfgs.DEFAULT}) {
            Training training = Training.of(BinaryCrossEntropy.FROM_LOGITS, optimizer).withPenalty(HalfL2.of(0.01))
                    .withEpochs(300);
            FitResult r = training.fit(net.init(Runs.ENGINE, 1, DType.F64), xor);
            assertThat(r.outcome()).as(optimizer.toString()).isEqualTo(FitResult.Outcome.STOPPED);
            Batch all = Batch.of(xor.all(Dataset.INPUT), xor.all(Dataset.TARGET));
            training.checkGradients(r.model(), all).entries()
                    .forEach(e -> assertThat(e.analytic()).as(e.name()).isEqualTo(0, within(2e-7)));
        }
    }

    /** Looks around without moving. */
    private static final class Looking implements ObjectiveOptimizer {
        private double error;
        private int parameters;

        @Override
        public Schedule learningRate() {
            return ConstantRate.of(1);
        }

        @Override
        public boolean step(Objective objective, Memory memory, double[] point) {
            parameters = objective.dimension();
            double[] v = Draw.numbers("v", parameters);
            double[] product = new double[parameters];
            objective.hessianProduct(point, v, product);
            double h = 1e-5;
            double[] right = gradientAt(objective, point, h, v);
            double[] left = gradientAt(objective, point, -h, v);
            for (int i = 0; i < parameters; i++) {
                error = Math.max(error, Math.abs(product[i] - (right[i] - left[i]) / (2 * h)));
            }
            return false;
        }

        private static double[] gradientAt(Objective objective, double[] point, double way, double[] direction) {
            double[] at = point.clone();
            for (int i = 0; i < at.length; i++) {
                at[i] += way * direction[i];
            }
            double[] gradient = new double[at.length];
            objective.evaluate(at, gradient);
            return gradient;
        }
    }

    @Test
    void trialsChangeNothingAndHessianProductsAreDifferencesOfGradients() {
        Network net = Network.of(Input.f32(2),
                sequential(dense(4), batchNormalization(), Tanh.INSTANCE, dropout(0.3), dense(1, Tanh.INSTANCE)));
        Model model = net.init(Runs.ENGINE, 2, DType.F64);
        Looking looking = new Looking();
        TrainingStep step = new TrainingStep(model, Training.of(HalfSquaredError.INSTANCE, looking).withFrozen("4/bias"),
                POINTS.fields());
        var before = model.weights();
        double loss = step.update(Batch.of(POINTS.all(Dataset.INPUT), POINTS.all(Dataset.TARGET)), 1);
        // 2·4 + 4, 2·4 of the normalisation, 4 without the bias
        assertThat(looking.parameters).isEqualTo(24);
        assertThat(looking.error).isBetween(1e-14, 1e-7);
        assertThat(step.hasConverged()).isTrue();
        before.forEach((path, w) -> {
            if (!path.contains("running")) {
                assertThat(model.weight(path)).as(path).isEqualTo(w);
            }
        });
        // The states move once, by the batch where the step began: 0.1 of its mean.
        assertThat(model.weight("1/running_mean")).isNotEqualTo(before.get("1/running_mean"));
        Model other = net.init(Runs.ENGINE, 2, DType.F64);
        TrainingStep sgd = new TrainingStep(other, Training.of(HalfSquaredError.INSTANCE, Sgd.of(1)), POINTS.fields());
        assertThat(sgd.update(Batch.of(POINTS.all(Dataset.INPUT), POINTS.all(Dataset.TARGET)), 1)).isEqualTo(loss);
        assertThat(model.weight("1/running_mean")).isEqualTo(other.weight("1/running_mean"));
    }

    @Test
    void inSinglePrecisionItEndsNearTheOptimum() {
        Dataset points = Dataset.of(POINTS.all(Dataset.INPUT).to(DType.F32), POINTS.all(Dataset.TARGET).to(DType.F32));
        Network net = Network.of(Input.f32(2), Dense.of(1).withKernel(Zeros.INSTANCE));
        for (Optimizer optimizer : new Optimizer[] {Newton.DEFAULT.withTolerance(1e-6), Lbfgs.DEFAULT}) {
            FitResult r = Training.of(BinaryCrossEntropy.FROM_LOGITS, optimizer).withEpochs(100).fit(Runs.ENGINE, net, points);
            assertThat(r.outcome()).isEqualTo(FitResult.Outcome.STOPPED);
            assertThat(weights(r.model())).containsExactly(reweighted(20), within(5e-3));
        }
    }

    @Test
    void whatItCannotDoIsSaid() {
        Model model = Network.of(Input.f32(2), dense(1)).init(Runs.ENGINE, 0, DType.F64);
        Training training = Training.of(HalfSquaredError.INSTANCE, Lbfgs.DEFAULT);
        assertThatThrownBy(() -> new TrainingStep(model, training.withConstraint(NonNegative.INSTANCE), POINTS.fields()))
                .hasMessageStartingWith("constraints are kept with optimizers that make changes from gradients only");
        assertThatThrownBy(() -> training.withBatchSize(4).withAccumulation(2).fit(model, POINTS))
                .hasMessageStartingWith("gradients are not accumulated for Lbfgs[");
    }
}
