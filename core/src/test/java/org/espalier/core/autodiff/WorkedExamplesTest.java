package org.espalier.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.check.GradientCheck;
import org.espalier.core.check.GradientReport;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Examples from courses and books, worked out by hand, to the digit. */
class WorkedExamplesTest {
    private static final Registry REGISTRY = Registry.discover();
    private static final Interpreter NAIVE = new Interpreter(REGISTRY,
            Engine.create(REGISTRY, Engine.REFERENCE, 1).reference());

    private final GraphBuilder b = REGISTRY.graphBuilder();
    private final List<Tensor> given = new ArrayList<>();

    private Value input(String name, Tensor value) {
        given.add(value);
        return b.input(name, value.type());
    }

    private Value input(String name, double value) {
        return input(name, Tensor.scalar(DType.F64, value));
    }

    private List<double[]> run(Value... results) {
        return NAIVE.run(b.buildOf(List.of(results)), given).stream().map(Tensor::toDoubles).toList();
    }

    private double[] gradients(Value f, Value... with) {
        return run(Autodiff.gradients(b, f, List.of(with)).toArray(Value[]::new)).stream().mapToDouble(g -> g[0]).toArray();
    }

    @Test
    void sumTimesFactor() {
        Value x = input("x", -2);
        Value y = input("y", 5);
        Value z = input("z", -4);
        Value q = x.add(y);
        Value f = q.mul(z);
        assertThat(run(f).get(0)).containsExactly(-12);
        assertThat(gradients(f, x, y, z, q)).containsExactly(-4, -4, 3, -4);
    }

    @Test
    void squareTimesOverQuotient() {
        Value x = input("x", 3);
        Value y = input("y", 4);
        Value z = input("z", 2);
        Value f = x.square().mul(y).div(z);
        assertThat(run(f).get(0)).containsExactly(18);
        assertThat(gradients(f, x, y, z)).containsExactly(12, 4.5, -9);
    }

    @Test
    void meanOfSquaresWithIntermediateValues() {
        Value x = input("x", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
        Value shifted = x.add(2);
        Value tripled = shifted.square().mul(3);
        Value f = tripled.mean();
        assertThat(run(f).get(0)).containsExactly(64.5);
        List<double[]> g = run(Autodiff.gradients(b, f, List.of(x, shifted, tripled)).toArray(Value[]::new));
        assertThat(g.get(0)).containsExactly(4.5, 6, 7.5, 9);
        assertThat(g.get(1)).containsExactly(4.5, 6, 7.5, 9);
        assertThat(g.get(2)).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void deepLinearNetsExplodeAndVanish() {
        assertThat(factorOfNineLayers(1.5)).isCloseTo(38.443359, within(5e-7));
        assertThat(factorOfNineLayers(0.5)).isCloseTo(0.00195313, within(5e-9));
    }

    private static double factorOfNineLayers(double diagonal) {
        WorkedExamplesTest t = new WorkedExamplesTest();
        Value w = t.b.constant(Tensor.of(new double[] {diagonal, 0, 0, diagonal}, 2, 2));
        Value x = t.input("x", Tensor.of(new double[] {1, 1}, 1, 2));
        Value y = x;
        for (int layer = 0; layer < 9; layer++) {
            y = y.matmul(w);
        }
        double[] g = t.run(Autodiff.gradients(t.b, y.sum(), List.of(x)).get(0)).get(0);
        assertThat(g[0]).isEqualTo(g[1]);
        return g[0];
    }

    @Test
    void tenLayersOfOneMatrix() {
        Value w = b.constant(Tensor.of(new double[] {1, 0.5, 0.5, 1}, 2, 2));
        Value y = input("x", Tensor.of(new double[] {1, 0}, 1, 2));
        for (int layer = 0; layer < 10; layer++) {
            y = y.matmul(w);
        }
        // Half the sum and half the difference of 1.5^10 and 0.5^10.
        assertThat(run(y).get(0)).containsExactly(new double[] {28.8330078, 28.8320313}, within(5e-8));
    }

    /** A window and a corrupt one through the same 4-2-1 network with sigmoid units; max(0, 1 - s + s_c). */
    @Test
    void maxMarginNetwork() {
        Value x = b.constant(Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4}, 4));
        Value corrupt = b.constant(Tensor.of(new double[] {0.4, 0.3, 0.2, 0.1}, 4));
        Value w = input("w", Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4, -0.2, 0.1, 0, 0.3}, 2, 4));
        Value bias = input("b", Tensor.of(new double[] {0.1, -0.1}, 2));
        Value u = input("u", Tensor.of(new double[] {1, -1}, 2));
        Value s = u.matmul(w.matmul(x).add(bias).sigmoid());
        Value sc = u.matmul(w.matmul(corrupt).add(bias).sigmoid());
        Value j = sc.sub(s).add(1).relu();
        assertThat(run(s, sc, j).stream().mapToDouble(v -> v[0]).toArray())
                .containsExactly(new double[] {0.0936878, 0.1044066, 1.0107187}, within(5e-8));
        List<double[]> g = run(Autodiff.gradients(b, j, List.of(w, bias)).toArray(Value[]::new));
        assertThat(g.get(0)[3]).isCloseTo(-0.0716585, within(5e-8));
        assertThat(g.get(1)[0]).isCloseTo(0.0041976, within(5e-8));
    }

    /** delta_2 = f - y, delta_1 = (delta_2 W2') sigma'(z1), dW = a' delta, db = the sum of delta. */
    @Test
    void backpropagationByDeltas() {
        double[] x = {0.5, -1};
        double[][] w1 = {{0.1, -0.3, 0.2}, {0.4, 0.5, -0.6}};
        double[][] w2 = {{0.7}, {-0.8}, {0.9}};
        double y = 0.25;
        Value xv = b.constant(Tensor.of(x, 1, 2));
        Value w1v = input("w1", Tensor.of(new double[] {0.1, -0.3, 0.2, 0.4, 0.5, -0.6}, 2, 3));
        Value b1v = input("b1", Tensor.of(new double[] {0, 0, 0}, 3));
        Value w2v = input("w2", Tensor.of(new double[] {0.7, -0.8, 0.9}, 3, 1));
        Value f = xv.matmul(w1v).add(b1v).sigmoid().matmul(w2v);
        Value loss = f.sub(y).square().mul(0.5).sum();
        List<double[]> g = run(Autodiff.gradients(b, loss, List.of(w1v, b1v, w2v)).toArray(Value[]::new));
        double[] a = new double[3];
        double out = 0;
        for (int i = 0; i < 3; i++) {
            a[i] = 1 / (1 + Math.exp(-(x[0] * w1[0][i] + x[1] * w1[1][i])));
            out += a[i] * w2[i][0];
        }
        double delta2 = out - y;
        for (int i = 0; i < 3; i++) {
            double delta1 = delta2 * w2[i][0] * a[i] * (1 - a[i]);
            assertThat(g.get(0)[i]).isCloseTo(x[0] * delta1, within(1e-15));
            assertThat(g.get(0)[3 + i]).isCloseTo(x[1] * delta1, within(1e-15));
            assertThat(g.get(1)[i]).isCloseTo(delta1, within(1e-15));
            assertThat(g.get(2)[i]).isCloseTo(a[i] * delta2, within(1e-15));
        }
    }

    /** u = B(Ax) has the Jacobian BA; each row is one product with a unit vector. */
    @Test
    void jacobianOfAVectorMap() {
        Value am = b.constant(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        Value bm = b.constant(Tensor.of(new double[] {1, 0, -1, 2, 1, 0}, 2, 3));
        Value x = input("x", Tensor.of(new double[] {0.3, -0.7}, 2));
        Value u = bm.matmul(am.matmul(x));
        Value first = b.constant(Tensor.of(new double[] {1, 0}, 2));
        Value second = b.constant(Tensor.of(new double[] {0, 1}, 2));
        List<double[]> rows = run(Autodiff.vjp(b, List.of(u), List.of(first), List.of(x)).get(0),
                Autodiff.vjp(b, List.of(u), List.of(second), List.of(x)).get(0));
        assertThat(rows.get(0)).containsExactly(-4, -4);
        assertThat(rows.get(1)).containsExactly(5, 8);
    }

    /** On ½θ'Aθ the Hessian is A, from products with unit vectors, and a step of Newton's method leads to (1-η)θ. */
    @Test
    void newtonOnAQuadraticForm() {
        double[] theta = {3, -2};
        double eta = 0.3;
        Value a = b.constant(Tensor.of(new double[] {4, 1, 1, 2}, 2, 2));
        Value t = input("theta", Tensor.of(theta, 2));
        Value f = t.matmul(a.matmul(t)).mul(0.5);
        Value g = Autodiff.gradients(b, f, List.of(t)).get(0);
        Value h1 = hessianTimes(g, t, 1, 0);
        Value h2 = hessianTimes(g, t, 0, 1);
        List<double[]> r = run(g, h1, h2);
        assertThat(r.get(0)).containsExactly(10, -1);
        assertThat(r.get(1)).containsExactly(4, 1);
        assertThat(r.get(2)).containsExactly(1, 2);
        double determinant = r.get(1)[0] * r.get(2)[1] - r.get(1)[1] * r.get(2)[0];
        double step0 = (r.get(2)[1] * r.get(0)[0] - r.get(2)[0] * r.get(0)[1]) / determinant;
        double step1 = (r.get(1)[0] * r.get(0)[1] - r.get(1)[1] * r.get(0)[0]) / determinant;
        assertThat(new double[] {theta[0] - eta * step0, theta[1] - eta * step1})
                .containsExactly(new double[] {(1 - eta) * theta[0], (1 - eta) * theta[1]}, within(1e-15));
    }

    private Value hessianTimes(Value gradient, Value theta, double... v) {
        Value product = gradient.mul(b.constant(Tensor.of(v, v.length))).sum();
        return Autodiff.gradients(b, product, List.of(theta)).get(0);
    }

    /** The errors of the two quotients at sigmoid(1), which fall with the square of the step and with the step. */
    @Test
    void errorsOfQuotientsOfDifferences() {
        GraphBuilder one = REGISTRY.graphBuilder();
        Graph sigmoid = one.build(Map.of("y", one.input("x", TensorType.of(DType.F64)).sigmoid()));
        GradientCheck check = GradientCheck.of(REGISTRY, sigmoid, "y");
        assertThat(error(check.withStep(1e-2))).isCloseTo(5.9e-7, within(0.05e-7));
        assertThat(error(check.withStep(1e-3))).isCloseTo(5.9e-9, within(0.05e-9));
        assertThat(error(check.oneSided().withStep(1e-2))).isCloseTo(4.55e-4, within(0.005e-4));
        assertThat(error(check.oneSided().withStep(1e-3))).isCloseTo(4.54e-5, within(0.005e-5));
        assertThat(error(check)).isLessThan(1e-10);
    }

    private static double error(GradientCheck check) {
        Map<String, Tensor> point = new LinkedHashMap<>(Map.of("x", Tensor.scalar(DType.F64, 1)));
        GradientReport.Entry e = check.run(point, List.of("x")).entry("x");
        assertThat(e.analytic()).isCloseTo(0.19661193324148185, within(1e-16));
        return Math.abs(e.analytic() - e.numeric());
    }
}
