package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.espalier.graph.Value;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonTest {
    /** ½θ'Aθ with A = (4, 1; 1, 2). */
    private static Value quadratic(Value w) {
        Value a = w.ops().constant(Tensor.of(new double[] {4, 1, 1, 2}, 2, 2));
        return w.matmul(a.matmul(w)).mul(0.5);
    }

    private static Value part(Value w, long i) {
        return w.ops().slice(w, new long[] {i}, new long[] {i + 1}, new int[] {0}, new long[] {1}).squeeze(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.3, 0.75})
    void oneStepOnAQuadraticFormLeadsToOneMinusEtaTimesThePoint(double eta) {
        Descent d = Descent.of(Newton.of(eta), new double[] {3, -2}, NewtonTest::quadratic);
        // ½ (4·9 + 2·1·3·(-2) + 2·4)
        assertThat(d.update()).isEqualTo(16, within(1e-12));
        assertThat(d.point()).containsExactly(new double[] {(1 - eta) * 3, (1 - eta) * -2}, within(1e-14));
    }

    @Test
    void dampingIsAddedToTheDiagonal() {
        Descent d = Descent.of(Newton.DEFAULT.withDamping(1), new double[] {3, -2}, NewtonTest::quadratic);
        d.update();
        // g = (10, -1) and (5, 1; 1, 3)⁻¹ g = (31, -15) / 14
        assertThat(d.point()).containsExactly(new double[] {3 - 31 / 14.0, -2 + 15 / 14.0}, within(1e-14));
    }

    @Test
    void itsStepsOnRosenbrocksFunctionAreThoseOfTheFormula() {
        Descent d = Descent.of(Newton.DEFAULT.withTolerance(0), new double[] {-1.2, 1}, NewtonTest::rosenbrock);
        double x = -1.2;
        double y = 1;
        for (int step = 0; step < 5; step++) {
            double gx = -2 * (1 - x) - 400 * x * (y - x * x);
            double gy = 200 * (y - x * x);
            double hxx = 2 - 400 * y + 1200 * x * x;
            double hxy = -400 * x;
            double determinant = hxx * 200 - hxy * hxy;
            x -= (200 * gx - hxy * gy) / determinant;
            y -= (hxx * gy - hxy * gx) / determinant;
            d.update();
            assertThat(d.point()).as("step %d", step).containsExactly(new double[] {x, y}, within(1e-9));
        }
        d.update();
        d.update();
        assertThat(d.point()).containsExactly(new double[] {1, 1}, within(1e-12));
    }

    private static Value rosenbrock(Value w) {
        Value x = part(w, 0);
        Value y = part(w, 1);
        return x.sub(1).square().add(y.sub(x.square()).square().mul(100));
    }

    /** ½ (x² - y²) + ¼ y⁴, with a saddle at 0 and its least value -¼ at (0, ±1). */
    @Test
    void goesDownhillWhereTheHessianIsNotPositiveDefinite() {
        Descent d = Descent.of(Newton.DEFAULT, new double[] {1, 0.5}, w -> {
            Value y2 = part(w, 1).square();
            return part(w, 0).square().sub(y2).mul(0.5).add(y2.square().mul(0.25));
        });
        double before = d.update();
        assertThat(d.update()).isLessThan(before);
        for (int i = 0; i < 10; i++) {
            d.update();
        }
        assertThat(d.point()).containsExactly(new double[] {0, 1}, within(1e-8));
    }

    @Test
    void endsWhereTheGradientIsWithinTheTolerance() {
        Descent d = Descent.of(Newton.DEFAULT, new double[] {3, -2}, NewtonTest::quadratic);
        d.update();
        assertThat(d.hasConverged()).isFalse();
        double[] least = d.point();
        d.update();
        assertThat(d.hasConverged()).isTrue();
        assertThat(d.point()).isEqualTo(least);
    }

    @Test
    void tooManyParametersAreRefused() {
        Descent d = Descent.of(Newton.DEFAULT, new double[Newton.MOST_PARAMETERS + 1], w -> w.square().sum());
        assertThatThrownBy(d::update).hasMessage("[Newton] the number of trained parameters must be at most 5000, or use"
                + " Lbfgs, but is 5001");
    }
}
