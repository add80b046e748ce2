package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.nn.Role;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.schedule.StepDecay;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What an optimizer does to some of the parameters only. */
class ParameterGroupsTest {
    private static final Network NETWORK = Network.of(Input.f32(4), Sequential.of(
            Named.of("encoder", Sequential.of(Dense.of(3), BatchNormalization.DEFAULT)), Named.of("head", Dense.of(2))));
    private static final Batch BATCH = Batch.of(Draw.normal("input", 6, 4), Draw.normal("target", 6, 2));

    /** What one update adds to each parameter, all of which begin at 1 and not at 0 so that decay is seen. */
    private static SortedMap<String, double[]> changes(GradientOptimizer optimizer, double rate) {
        Model model = NETWORK.init(Runs.ENGINE, 3, DType.F64);
        model.variables().set(Map.of("encoder/0/bias", Tensor.of(new double[] {1, 1, 1}), "encoder/1/beta",
                Tensor.of(new double[] {1, 1, 1}), "head/bias", Tensor.of(new double[] {1, 1})));
        SortedMap<String, Tensor> before = model.weights();
        TrainingStep step = new TrainingStep(model, Training.of(HalfSquaredError.INSTANCE, optimizer),
                Dataset.of(BATCH.fields()).fields());
        step.update(BATCH, rate);
        SortedMap<String, double[]> changes = new TreeMap<>();
        before.forEach((path, w) -> {
            double[] after = model.weight(path).toDoubles();
            for (int i = 0; i < after.length; i++) {
                after[i] -= w.getDouble(i);
            }
            changes.put(path, after);
        });
        return changes;
    }

    private static double[] times(double factor, double[] v) {
        double[] w = v.clone();
        for (int i = 0; i < w.length; i++) {
            w[i] *= factor;
        }
        return w;
    }

    @Test
    void decayLeavesBiasesAndNormalisationAlone() {
        SortedMap<String, double[]> plain = changes(Sgd.of(0.1), 0.1);
        SortedMap<String, double[]> decayed = changes(Sgd.of(0.1).with(WeightDecay.of(0.5)), 0.1);
        SortedMap<String, Tensor> weights = NETWORK.init(Runs.ENGINE, 3, DType.F64).weights();
        plain.forEach((path, change) -> {
            double[] wanted = change.clone();
            if (path.endsWith("weight")) {
                for (int i = 0; i < wanted.length; i++) {
                    // -ηλθ
                    wanted[i] -= 0.1 * 0.5 * weights.get(path).getDouble(i);
                }
            }
            assertThat(decayed.get(path)).as(path).containsExactly(wanted, within(1e-14));
        });
        assertThat(plain.keySet()).contains("encoder/0/bias", "encoder/1/beta", "encoder/1/gamma", "head/bias", "head/weight");
    }

    @Test
    void aGroupHasARateOfItsOwn() {
        SortedMap<String, double[]> plain = changes(Momentum.of(0.1), 0.1);
        SortedMap<String, double[]> grouped = changes(
                Momentum.of(0.1).with(Selected.of("encoder/**", ScaleRate.of(0.25)))
                        .with(Selected.of("**", ScaleRate.of(2)).withRoles(Role.BIAS)), 0.1);
        Map<String, Double> factors = Map.of("encoder/0/weight", 0.25, "encoder/0/bias", 0.5, "encoder/1/gamma", 0.25,
                "encoder/1/beta", 0.25, "head/weight", 1.0, "head/bias", 2.0);
        factors.forEach((path, factor) ->
                assertThat(grouped.get(path)).as(path).containsExactly(times(factor, plain.get(path)), within(1e-14)));
        assertThat(plain.get("head/bias")[0]).isNotEqualTo(0);
    }

    @Test
    void whatWorksOnAllAtOnceSeesTheGroupOnly() {
        Selected head = Selected.of("head/**", ClipByGlobalNorm.of(1e-3));
        SortedMap<String, double[]> clipped = changes(Sgd.of(1).with(head), 1);
        double squares = 0;
        for (String path : new String[] {"head/weight", "head/bias"}) {
            for (double v : clipped.get(path)) {
                squares += v * v;
            }
        }
        assertThat(Math.sqrt(squares)).isEqualTo(1e-3, within(1e-15));
        assertThat(clipped.get("encoder/0/weight")).containsExactly(changes(Sgd.of(1), 1).get("encoder/0/weight"));
    }

    @Test
    void weightsOfALayerMoveByTheRootOfTheirFanIn() {
        SortedMap<String, double[]> plain = changes(Sgd.of(0.1), 0.1);
        SortedMap<String, double[]> scaled = changes(Sgd.of(0.1).with(ScaleByFanIn.INSTANCE), 0.1);
        Map<String, Double> factors = Map.of("encoder/0/weight", 1 / 2.0, "encoder/0/bias", 1.0, "encoder/1/gamma", 1.0,
                "head/weight", 1 / Math.sqrt(3), "head/bias", 1.0);
        factors.forEach((path, factor) ->
                assertThat(scaled.get(path)).as(path).containsExactly(times(factor, plain.get(path)), within(1e-14)));
    }

    @Test
    void aGroupHasAnOptimizerOfItsOwn() {
        SortedMap<String, double[]> sgd = changes(Sgd.of(0.25), 0.25);
        SortedMap<String, double[]> adam = changes(Adam.of(0.1), 0.1);
        GradientOptimizer grouped = Grouped.of("encoder/0/*", Sgd.of(0.25), Grouped.of("head/bias", Sgd.of(0.5), Adam.of(0.1)));
        SortedMap<String, double[]> both = changes(grouped, 0.1);
        for (String path : new String[] {"encoder/0/weight", "encoder/0/bias"}) {
            assertThat(both.get(path)).as(path).containsExactly(sgd.get(path), within(1e-15));
        }
        for (String path : new String[] {"encoder/1/gamma", "encoder/1/beta", "head/weight"}) {
            assertThat(both.get(path)).as(path).containsExactly(adam.get(path), within(1e-15));
        }
        assertThat(both.get("head/bias")).containsExactly(times(2, sgd.get("head/bias")), within(1e-15));
        // A callback that halves the run's rate halves the group's.
        assertThat(changes(grouped, 0.05).get("encoder/0/weight"))
                .containsExactly(times(0.5, sgd.get("encoder/0/weight")), within(1e-15));
    }

    /** Halved in each epoch of two updates: 0.5, 0.5, 0.25, 0.25, beside a constant rate. */
    @Test
    void aGroupHasAScheduleOfItsOwn() {
        Network net = Network.of(Input.f32(1), Dense.of(1).withKernel(Zeros.INSTANCE));
        Dataset data = Dataset.of(Tensor.of(new double[] {0, 0}, 2, 1), Tensor.of(new double[] {1, 1}));
        Model model = Training.of(HalfSquaredError.INSTANCE, Grouped.of("bias", Sgd.of(StepDecay.of(0.5)), Sgd.of(1)))
                .withBatchSize(1).withEpochs(2).fit(net.init(Runs.ENGINE, 0, DType.F64), data).model();
        // The distance of the bias from 1 shrinks by 1 - η.
        assertThat(model.weight("bias").item()).isEqualTo(1 - 0.5 * 0.5 * 0.75 * 0.75, within(1e-15));
    }

    @Test
    void aGroupOfNobodyIsRefused() {
        assertThatThrownBy(() -> changes(Sgd.of(1).with(Selected.of("decoder/**", ScaleRate.of(2))), 1))
                .hasMessageContaining("[Selected] pattern must be one that matches a trained parameter of the roles")
                .hasMessageContaining("among [encoder/0/weight, encoder/0/bias")
                .hasMessageEndingWith("but is 'decoder/**'");
    }
}
