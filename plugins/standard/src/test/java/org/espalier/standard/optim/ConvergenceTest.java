package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.espalier.graph.Value;
import org.espalier.optim.Optimizer;
import org.espalier.standard.optim.objective.Lbfgs;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.standard.schedule.Cosine;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergenceTest {
    /** ½ (x² + 10 y²) */
    private static Value parabola(Value w) {
        return w.square().mul(w.ops().constant(Tensor.of(new double[] {1, 10}))).sum().mul(0.5);
    }

    /** (1 - x)² + 100 (y - x²)², least at (1, 1). */
    private static Value rosenbrock(Value w) {
        Value x = part(w, 0);
        Value y = part(w, 1);
        return x.sub(1).square().add(y.sub(x.square()).square().mul(100));
    }

    private static Value part(Value w, long i) {
        return w.ops().slice(w, new long[] {i}, new long[] {i + 1}, new int[] {0}, new long[] {1}).squeeze(0);
    }

    static Stream<Arguments> onParabola() {
        return Stream.of(
                Arguments.of(Sgd.of(0.1), 200, 1e-8),
                Arguments.of(Momentum.of(0.05), 400, 1e-7),
                Arguments.of(Momentum.of(0.5).withForm(Momentum.Form.AVERAGE), 400, 1e-7),
                Arguments.of(Nesterov.of(0.05), 400, 1e-7),
                Arguments.of(AdaGrad.of(1), 400, 1e-6),
                Arguments.of(RmsProp.of(Cosine.of(0.1, 400)), 400, 1e-3),
                Arguments.of(AdaDelta.of(Cosine.of(1, 4_000)), 4_000, 1e-8),
                Arguments.of(Adam.of(Cosine.of(0.2, 400)), 400, 1e-3),
                Arguments.of(AdamW.of(Cosine.of(0.2, 400)), 400, 1e-3),
                Arguments.of(Newton.DEFAULT, 1, 1e-14),
                Arguments.of(Lbfgs.DEFAULT, 15, 1e-7));
    }

    @ParameterizedTest
    @MethodSource("onParabola")
    void reachesTheLeastOfAParabola(Optimizer optimizer, int steps, double tolerance) {
        Descent d = Descent.of(optimizer, new double[] {2, -3}, ConvergenceTest::parabola);
        for (int i = 0; i < steps; i++) {
            d.update();
        }
        assertThat(d.point()).containsExactly(new double[] {0, 0}, within(tolerance));
    }

    @Test
    void sgdShrinksAParabolaByItsKnownFactors() {
        Descent d = Descent.of(Sgd.of(0.05), new double[] {2, -3}, ConvergenceTest::parabola);
        assertThat(d.update()).isEqualTo(0.5 * (4 + 90), within(1e-12));
        for (int i = 1; i < 10; i++) {
            d.update();
        }
        // Each step multiplies by 1 - η times the curvature.
        assertThat(d.point()).containsExactly(
                new double[] {2 * Math.pow(0.95, 10), -3 * Math.pow(0.5, 10)}, within(1e-14));
    }

    static Stream<Arguments> onRosenbrock() {
        return Stream.of(
                Arguments.of(Sgd.of(0.001), 30_000),
                Arguments.of(Momentum.of(0.0005), 10_000),
                Arguments.of(Nesterov.of(0.0005), 10_000),
                Arguments.of(AdaGrad.of(0.5), 20_000),
                Arguments.of(RmsProp.of(Cosine.of(0.01, 10_000)), 10_000),
                Arguments.of(AdaDelta.of(Cosine.of(1, 8_000)), 8_000),
                Arguments.of(Adam.of(Cosine.of(0.05, 5_000)), 5_000),
                Arguments.of(AdamW.of(Cosine.of(0.05, 5_000)).withWeightDecay(0), 5_000),
                Arguments.of(Newton.DEFAULT, 7),
                Arguments.of(Lbfgs.DEFAULT, 50));
    }

    @ParameterizedTest
    @MethodSource("onRosenbrock")
    void followsRosenbrocksValleyToItsEnd(Optimizer optimizer, int steps) {
        Descent d = Descent.of(optimizer, new double[] {-1.2, 1}, ConvergenceTest::rosenbrock);
        assertThat(d.update()).isEqualTo(24.2, within(1e-12));
        for (int i = 1; i < steps; i++) {
            d.update();
        }
        assertThat(d.point()).containsExactly(new double[] {1, 1}, within(0.01));
    }
}
