package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Svd;

/** Determinants, inverses, singular values, triangles and cumulative sums. */
final class SameDiffDecompositions {
    private SameDiffDecompositions() {}

    static Translations table() {
        return new Translations()
                .one("Det", c -> c.sd().reshape(c.sd().math().matrixDeterminant(c.x()), c.outputShape()))
                .differs("Det", Kind.NO_GRADIENT, "everywhere", c -> true, "its gradient is not implemented")
                .otherwise("Det", "Leibniz's sum over all permutations, for matrices up to order 5", SameDiffDecompositions::leibniz)
                .one("Inverse", c -> c.sd().math().matrixInverse(c.x()))
                .differs("Inverse", Kind.GRADIENT, "matrices of order 2 and more", c -> c.shape(0)[c.rank(0) - 1] > 1,
                        "its gradient is not -Y' G Y', nor that without some of the transposes")
                .differs("Inverse", Kind.NO_VALUE, "a singular matrix", c -> c.shape(0)[c.rank(0) - 1] > 1, "there is none")
                .otherwise("Inverse", "a step of Newton's iteration from its own inverse, which is held fast",
                        SameDiffDecompositions::newton)
                .several("SVD", SameDiffDecompositions::svd)
                .differs("SVD", Kind.NO_GRADIENT, "everywhere", c -> true, "its gradient is not implemented")
                .differs("SVD", Kind.VALUE, "a singular value of 0", SameDiffDecompositions::dependent,
                        "the vectors that belong to 0 are not determined")
                .differs("SVD", Kind.NO_VALUE, "a single element", c -> c.size(0) == 1, "takes it for a vector")
                .one("Trilu", SameDiffDecompositions::triangle)
                .differs("Trilu", Kind.NOT_RUN, "matrices of one row or one column",
                        c -> c.shape(0)[c.rank(0) - 1] == 1 || c.shape(0)[c.rank(0) - 2] == 1, "triu takes them for vectors")
                .otherwise("Trilu", "a product with a triangle of ones", SameDiffDecompositions::maskedTriangle)
                .one("CumSum", c -> c.sd().cumsum(c.x(), c.flag("exclusive"), c.flag("reverse"), c.axis()))
                .differs("CumSum", Kind.GRADIENT, "in reverse, or along another axis than the first", c -> c.attributes().flag("reverse")
                        || c.attributes().intValue("axis") != 0, 
                        "its gradient sums on over the whole tensor, and in reverse it does not turn")
                .otherwise("CumSum", "a product with a triangle of ones", SameDiffDecompositions::sums);
    }

    /** Whether the columns of a matrix with two of them are dependent. */
    private static boolean dependent(Difference.Case c) {
        if (c.rank(0) != 2 || c.shape(0)[1] != 2) {
            return false;
        }
        double[] a = c.inputs().get(0).toDoubles();
        return IntStream.range(0, a.length / 2).allMatch(i -> Math.abs(a[0] * a[2 * i + 1] - a[1] * a[2 * i]) < 1e-12);
    }

    /** For each permutation the product of one element of each row. */
    private static SDVariable leibniz(Call c) {
        int n = (int) c.shape(0)[c.rank() - 1];
        if (n > 5) {
            return null;
        }
        List<int[]> permutations = new ArrayList<>();
        permute(new int[n], 0, permutations);
        int count = permutations.size();
        double[] signs = permutations.stream().mapToDouble(SameDiffDecompositions::sign).toArray();
        long batch = c.node().outputTypes().get(0).shape().size();
        SDVariable x = c.sd().reshape(c.x(), batch, n, n, 1);
        SDVariable product = c.constant(signs, 1, count);
        for (int row = 0; row < n; row++) {
            double[] hot = new double[n * n * count];
            for (int p = 0; p < count; p++) {
                hot[(row * n + permutations.get(p)[row]) * count + p] = 1;
            }
            SDVariable chosen = c.sd().reshape(x.mul(c.constant(hot, 1, n, n, count)), batch, n * n, count);
            product = product.mul(c.sum(chosen, 1, batch, n * n, count));
        }
        return c.sd().reshape(c.sum(product, 1, batch, count), c.outputShape());
    }

    private static void permute(int[] so, int far, List<int[]> all) {
        if (far == so.length) {
            all.add(so.clone());
            return;
        }
        for (int i = 0; i < so.length; i++) {
            int candidate = i;
            if (Arrays.stream(so, 0, far).noneMatch(k -> k == candidate)) {
                so[far] = i;
                permute(so, far + 1, all);
            }
        }
    }

    private static double sign(int[] p) {
        double sign = 1;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < i; j++) {
                sign = p[j] > p[i] ? -sign : sign;
            }
        }
        return sign;
    }

    /** Y (2 I - A Y), whose derivative at the inverse Y is that of the inverse. */
    private static SDVariable newton(Call c) {
        long[] shape = c.shape(0);
        int n = (int) shape[shape.length - 1];
        INDArray inverse;
        try {
            inverse = c.sd().math().matrixInverse(c.x()).eval();
        } catch (RuntimeException e) {
            return null;
        }
        double[] eye = new double[n * n];
        for (int i = 0; i < n; i++) {
            eye[i * n + i] = 2;
        }
        SDVariable y = c.sd().constant(inverse);
        SDVariable rest = SameDiffMatrices.sumOfProducts(c, c.x(), shape, y, shape).neg().add(c.constant(eye, n, n));
        return SameDiffMatrices.sumOfProducts(c, y, shape, rest, shape);
    }

    /** It has S, U, V; signs are brought to what ours are: of each column of V the largest element is positive. */
    private static List<SDVariable> svd(Call c) {
        int rank = c.rank();
        boolean wide = c.shape(0)[rank - 1] > c.shape(0)[rank - 2];
        int[] perm = IntStream.range(0, rank).toArray();
        perm[rank - 1] = rank - 2;
        perm[rank - 2] = rank - 1;
        // Of matrices that are wider than high its V is no factor.
        SDVariable[] suv = new Svd(c.sd(), wide ? c.sd().permute(c.x(), perm) : c.x(), false, true, 1000).outputVariables();
        SDVariable left = suv[wide ? 2 : 1];
        SDVariable right = suv[wide ? 1 : 2];
        INDArray v = right.eval();
        double[] elements = SameDiffGraph.elements(v);
        int n = (int) v.size(-2);
        int k = (int) v.size(-1);
        int batch = elements.length / n / k;
        double[] signs = new double[batch * k];
        for (int b = 0; b < batch; b++) {
            for (int j = 0; j < k; j++) {
                double largest = 0;
                for (int i = 0; i < n; i++) {
                    double e = elements[(b * n + i) * k + j];
                    largest = Math.abs(e) > Math.abs(largest) + 1e-9 ? e : largest;
                }
                signs[b * k + j] = largest < 0 ? -1 : 1;
            }
        }
        long[] shape = v.shape().clone();
        shape[shape.length - 2] = 1;
        SDVariable sign = c.constant(signs, shape);
        return List.of(left.mul(sign), suv[0], right.mul(sign));
    }

    /** Upper triangles are its own; the lower ones are what those leave. */
    private static SDVariable triangle(Call c) {
        int k = (int) c.attributes().longValue("k");
        return c.flag("upper") ? c.sd().linalg().triu(c.x(), k) : c.x().sub(c.sd().linalg().triu(c.x(), k + 1));
    }

    private static SDVariable maskedTriangle(Call c) {
        long k = c.attributes().longValue("k");
        int rows = (int) c.shape(0)[c.rank() - 2];
        int columns = (int) c.shape(0)[c.rank() - 1];
        double[] mask = new double[rows * columns];
        for (int i = 0; i < mask.length; i++) {
            long right = i % columns - i / columns;
            mask[i] = c.flag("upper") ? (right >= k ? 1 : 0) : (right <= k ? 1 : 0);
        }
        return c.x().mul(c.constant(mask, rows, columns));
    }

    private static SDVariable sums(Call c) {
        int axis = c.axis();
        long[] shape = c.shape(0);
        int n = (int) shape[axis];
        long outer = Places.size(Arrays.copyOf(shape, axis));
        long inner = Places.size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        double[] triangle = new double[n * n];
        for (int to = 0; to < n; to++) {
            for (int from = 0; from < n; from++) {
                int far = c.flag("reverse") ? from - to : to - from;
                triangle[to * n + from] = far > 0 || far == 0 && !c.flag("exclusive") ? 1 : 0;
            }
        }
        SDVariable terms = c.sd().reshape(c.x(), outer, 1, n, inner).mul(c.constant(triangle, 1, n, n, 1));
        return c.sd().reshape(c.sum(terms, 2, outer, n, n, inner), c.outputShape());
    }
}
