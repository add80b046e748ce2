package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.espalier.optim.ObjectiveOptimizer.Memory;
import org.espalier.optim.ObjectiveOptimizer.Objective;
import org.espalier.standard.optim.objective.Lbfgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
    /** A function of plain numbers that writes its gradient. */
    private record Plain(int dimension, ToDoubleBiFunction<double[], double[]> function) implements Objective {
        @Override
        public double evaluate(double[] at, double[] gradient) {
            return function.applyAsDouble(at, gradient == null ? new double[dimension] : gradient);
        }

        @Override
        public void hessianProduct(double[] at, double[] vector, double[] into) {
            throw new UnsupportedOperationException("L-BFGS needs no Hessian");
        }
    }

    private static final class Slots implements Memory {
        private final Map<String, double[]> slots = new HashMap<>();

        @Override
        public long step() {
            return 1;
        }

        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public double[] slot(String name, int length) {
            return slots.computeIfAbsent(name, n -> new double[length]);
        }
    }

    /** The sum of 100 (x₂ - x₁²)² + (1 - x₁)² over pairs of numbers. */
    private static Plain rosenbrock(int n) {
        return new Plain(n, (p, g) -> {
            double f = 0;
            for (int i = 0; i < n; i += 2) {
                double bend = p[i + 1] - p[i] * p[i];
                f += 100 * bend * bend + (1 - p[i]) * (1 - p[i]);
                g[i] = -400 * p[i] * bend - 2 * (1 - p[i]);
                g[i + 1] = 200 * bend;
            }
            return f;
        });
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] c = new double[a.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = a[i] - b[i];
        }
        return c;
    }

    @Test
    void everyStepFulfilsTheStrongWolfeConditions() {
        Plain f = rosenbrock(4);
        Slots slots = new Slots();
        double[] point = {-1.2, 1, -0.5, 2};
        int steps = 0;
        for (double[] before = point.clone(); Lbfgs.DEFAULT.step(f, slots, point); before = point.clone()) {
            double[] g0 = new double[4];
            double[] g1 = new double[4];
            double f0 = f.evaluate(before, g0);
            double f1 = f.evaluate(point, g1);
            double[] s = minus(point, before);
            assertThat(f1).as("step %d", steps).isLessThanOrEqualTo(f0 + 1e-4 * dot(s, g0));
            assertThat(Math.abs(dot(s, g1))).as("step %d", steps).isLessThanOrEqualTo(0.9 * Math.abs(dot(s, g0)) * (1 + 1e-9));
            steps++;
        }
        assertThat(steps).isBetween(10, 100);
        assertThat(point).containsExactly(new double[] {1, 1, 1, 1}, within(1e-6));
    }

    /** The two loops give what the matrices of BFGS give: H' = (I - sy'/s·y) H (I - ys'/s·y) + ss'/s·y, from s·y/y·y I. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void itsDirectionsAreThoseOfBfgs(int memory) {
        Plain f = rosenbrock(4);
        Slots slots = new Slots();
        double[] point = {-1.2, 1, -0.5, 2};
        List<double[][]> pairs = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            double[] before = point.clone();
            double[] g0 = new double[4];
            f.evaluate(before, g0);
            assertThat(Lbfgs.DEFAULT.withMemory(memory).step(f, slots, point)).isTrue();
            double[] s = minus(point, before);
            double[] wanted = inverseTimes(pairs.subList(Math.max(0, pairs.size() - memory), pairs.size()), g0);
            double cosine = -dot(s, wanted) / Math.sqrt(dot(s, s) * dot(wanted, wanted));
            assertThat(cosine).as("step %d", step).isEqualTo(1, within(1e-9));
            double[] g1 = new double[4];
            f.evaluate(point, g1);
            pairs.add(new double[][] {s, minus(g1, g0)});
        }
    }

    private static double[] inverseTimes(List<double[][]> pairs, double[] g) {
        int n = g.length;
        double[][] h = new double[n][n];
        double[][] last = pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
        for (int i = 0; i < n; i++) {
            h[i][i] = last == null ? 1 : dot(last[0], last[1]) / dot(last[1], last[1]);
        }
        for (double[][] pair : pairs) {
            double[] s = pair[0];
            double[] y = pair[1];
            double rho = 1 / dot(s, y);
            double[] hy = times(h, y);
            double yhy = dot(y, hy);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    h[i][j] += -rho * (hy[i] * s[j] + s[i] * hy[j]) + rho * (1 + rho * yhy) * s[i] * s[j];
                }
            }
        }
        return times(h, g);
    }

    private static double[] times(double[][] m, double[] v) {
        double[] result = new double[m.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = dot(m[i], v);
        }
        return result;
    }

    @Test
    void backsOffFromWhereTheObjectiveIsNoNumber() {
        Plain f = new Plain(1, (p, g) -> {
            g[0] = 2 * p[0] / (1 - p[0] * p[0]);
            return -Math.log(1 - p[0] * p[0]);
        });
        double[] point = {0.999};
        Slots slots = new Slots();
        int steps = 0;
        while (Lbfgs.DEFAULT.step(f, slots, point)) {
            assertThat(++steps).isLessThan(50);
        }
        assertThat(point[0]).isEqualTo(0, within(1e-7));
    }

    @Test
    void endsOnASlopeThatItCannotImprove() {
        Plain flat = new Plain(1, (p, g) -> {
            g[0] = 1;
            return 7;
        });
        double[] point = {3};
        assertThat(Lbfgs.DEFAULT.step(flat, new Slots(), point)).isFalse();
        assertThat(point).containsExactly(3);
    }
}
