package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.core.reference.Reference.run1;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Determinants, inverses and singular values against closed formulas and the equations that define them. */
class FactorizationTest {
    private static TensorType f64(long... lengths) {
        return TensorType.of(DType.F64, lengths);
    }

    private static Tensor matrix(int m, int n, IntToDoubleFunction element) {
        return Tensor.of(IntStream.range(0, m * n).mapToDouble(element).toArray(), m, n);
    }

    /** Random ones, tall, wide and square; of rank one; of ranks that rounding hides; tiny, huge, and over many orders. */
    static Stream<Tensor> matrices() {
        Stream<Tensor> random = Stream.of(new int[] {7, 7}, new int[] {12, 5}, new int[] {5, 12}, new int[] {40, 30})
                .map(s -> Reference.random(f64(s[0], s[1]), -1, 1, s[0] * 100 + s[1]));
        return Stream.concat(random, Stream.of(
                matrix(6, 4, i -> (1 + i / 4) * (1 - i % 4 * 0.5)),
                matrix(4, 6, i -> (1 + i / 6) * (1.0 / 3 + i % 6)),
                matrix(5, 5, i -> i + 1),
                matrix(3, 3, i -> 0),
                matrix(4, 3, i -> 1e-300 * (i * i % 7)),
                matrix(3, 4, i -> 1e300 * (i * i % 5)),
                matrix(8, 8, i -> 1.0 / (1 + i / 8 + i % 8)),
                matrix(6, 6, i -> i / 6 == i % 6 ? StrictMath.pow(10, -2 * (i / 6)) : 0)));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void singularVectorsAndValuesMakeTheMatrix(Tensor a) {
        List<Tensor> usv = Reference.run("SVD", Attributes.none(), a);
        int m = (int) a.shape().length(0);
        int n = (int) a.shape().length(1);
        int k = Math.min(m, n);
        double[] u = usv.get(0).toDoubles();
        double[] s = usv.get(1).toDoubles();
        double[] v = usv.get(2).toDoubles();
        double largest = Math.max(s[0], Double.MIN_NORMAL);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += u[i * k + l] * (s[l] / largest) * v[j * k + l];
                }
                assertThat(sum).isEqualTo(a.getDouble(i * n + j) / largest, within(1e-14));
            }
        }
        assertOrthonormal(u, m, k);
        assertOrthonormal(v, n, k);
        for (int l = 0; l < k; l++) {
            assertThat(s[l]).isBetween(0.0, l == 0 ? Double.MAX_VALUE : s[l - 1]);
            double extreme = 0;
            for (int j = 0; j < n; j++) {
                extreme = Math.abs(v[j * k + l]) > Math.abs(extreme) + 1e-12 ? v[j * k + l] : extreme;
            }
            assertThat(extreme).isPositive();
        }
    }

    private static void assertOrthonormal(double[] x, int rows, int columns) {
        for (int p = 0; p < columns; p++) {
            for (int q = 0; q < columns; q++) {
                double dot = 0;
                for (int i = 0; i < rows; i++) {
                    dot += x[i * columns + p] * x[i * columns + q];
                }
                assertThat(dot).isEqualTo(p == q ? 1 : 0, within(1e-13));
            }
        }
    }

    /** The matrix [[1, 2], [3, 4], [5, 6]] has the singular values sqrt((91 ± sqrt(8185)) / 2). */
    @Test
    void singularValuesAreRootsOfEigenvalues() {
        Tensor s = Reference.run("SVD", Attributes.none(), matrix(3, 2, i -> i + 1)).get(1);
        assertThat(s.toDoubles()).containsExactly(new double[] {StrictMath.sqrt((91 + StrictMath.sqrt(8185)) / 2),
            StrictMath.sqrt((91 - StrictMath.sqrt(8185)) / 2)}, within(1e-14));
    }

    /** The sum of singular values has the gradient U·V', where values are equal too: here that is the matrix itself, a turn. */
    @Test
    void theGradientOfSingularValuesAloneHoldsWhereTheyAreEqual() {
        Tensor turn = Tensor.of(new double[] {0.6, -0.8, 0.8, 0.6}, 2, 2);
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value a = b.input("a", f64(2, 2));
        Value g = Autodiff.gradients(b, b.svd(a).get(1).sum(), List.of(a)).get(0);
        assertThat(Reference.run(b.build(Map.of("g", g)), List.of(turn)).get(0).toDoubles())
                .containsExactly(turn.toDoubles(), within(1e-15));
    }

    /** Examples whitened by √n·X·V/S are uncorrelated and of variance 1. */
    @Test
    void whiteningLeavesTheIdentityForACovariance() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value x = b.input("x", f64(50, 4));
        Value centred = x.sub(x.mean(true, 0));
        List<Value> usv = b.svd(centred);
        Value white = centred.matmul(usv.get(2)).div(usv.get(1)).mul(Math.sqrt(50));
        Value covariance = white.transpose().matmul(white).div(50);
        Tensor c = Reference.run(b.build(Map.of("c", covariance)), List.of(Reference.random(f64(50, 4), 3, 9, 1))).get(0);
        assertOrthonormal(c.toDoubles(), 4, 4);
    }

    /** Hilbert's matrices: the determinant of order 4 is 1/6048000, and the inverse holds whole numbers. */
    @Test
    void hilbertMatrices() {
        Tensor hilbert = matrix(4, 4, i -> 1.0 / (1 + i / 4 + i % 4));
        assertThat(run1("Det", hilbert).getDouble(0) * 6048000).isEqualTo(1, within(1e-11));
        assertThat(run1("Inverse", hilbert).toDoubles()).containsExactly(new double[] {16, -120, 240, -140, -120, 1200, -2700,
            1680, 240, -2700, 6480, -4200, -140, 1680, -4200, 2800}, within(1e-8));
    }

    /** Vandermonde's determinant is the product of all differences; order 8 is beyond the gradient by minors. */
    @Test
    void vandermondesDeterminantAndItsGradient() {
        int n = 8;
        double[] x = {-1, -0.7, -0.2, 0.1, 0.5, 0.8, 1.1, 1.5};
        Tensor a = matrix(n, n, i -> StrictMath.pow(x[i / n], i % n));
        double product = 1;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                product *= x[i] - x[j];
            }
        }
        assertThat(run1("Det", a).getDouble(0) / product).isEqualTo(1, within(1e-12));
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value v = b.input("a", f64(n, n));
        Value g = Autodiff.gradients(b, b.det(v), List.of(v)).get(0);
        double[] gradient = Reference.run(b.build(Map.of("g", g)), List.of(a)).get(0).toDoubles();
        // Expanded along any row, the determinant is the row times its cofactors.
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += a.getDouble(i * n + j) * gradient[i * n + j];
            }
            assertThat(sum / product).isEqualTo(1, within(1e-9));
        }
    }
}
