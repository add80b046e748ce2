package org.espalier.core.reference;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Singular value decompositions of stacked matrices by one-sided Jacobi rotations (Hestenes, 1958): columns are rotated in
 * pairs until all are orthogonal; then their lengths are the singular values, their directions the left singular vectors,
 * and the product of all rotations holds the right ones. A matrix with more columns than rows is taken transposed.
 */
final class JacobiRotations implements Kernel {
    /** Two columns count as orthogonal when the cosine of their angle is no larger. */
    private static final double ORTHOGONAL = 1e-15;
    /** Convergence is quadratic; a handful of sweeps is the rule. */
    private static final int MOST_SWEEPS = 60;
    private static final double EPSILON = 0x1p-52;

    private final int count;
    private final boolean wide;
    /** The longer side. */
    private final int m;
    /** The shorter side, which is the number of singular values. */
    private final int k;

    JacobiRotations(Node node) {
        Shape s = node.input(0).type().shape();
        count = Math.toIntExact(s.slice(0, s.rank() - 2).size());
        int rows = Math.toIntExact(s.length(-2));
        int columns = Math.toIntExact(s.length(-1));
        wide = columns > rows;
        m = Math.max(rows, columns);
        k = Math.min(rows, columns);
    }

    /** The columns one behind the other, the columns of the rotations, and the singular values. */
    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F64, k, m), TensorType.of(DType.F64, k, k), TensorType.of(DType.F64, k));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        double[] a = outputs[3].f64();
        int atA = outputs[3].offset();
        double[] v = outputs[4].f64();
        int atV = outputs[4].offset();
        double[] s = outputs[5].f64();
        int atS = outputs[5].offset();
        for (int matrix = 0; matrix < count; matrix++) {
            double scale = load(inputs[0], matrix, a, atA);
            Arrays.fill(v, atV, atV + k * k, 0);
            for (int j = 0; j < k; j++) {
                v[atV + j * k + j] = 1;
            }
            boolean rotated = true;
            for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
                rotated = sweep(a, atA, v, atV);
            }
            for (int j = 0; j < k; j++) {
                s[atS + j] = StrictMath.sqrt(dot(a, atA + j * m, atA + j * m, m));
            }
            sort(a, atA, v, atV, s, atS);
            normalize(a, atA, s, atS);
            for (int j = 0; j < k; j++) {
                boolean negative = wide ? largestIsNegative(a, atA + j * m, m) : largestIsNegative(v, atV + j * k, k);
                store(a, atA + j * m, m, outputs[wide ? 2 : 0], matrix, j, negative);
                store(v, atV + j * k, k, outputs[wide ? 0 : 2], matrix, j, negative);
                outputs[1].setDouble(matrix * k + j, s[atS + j] * scale);
            }
        }
    }

    /** Scaled by the largest element, so that no square overflows or vanishes. */
    private double load(Buffer x, int matrix, double[] a, int at) {
        double scale = 0;
        for (int i = 0; i < m * k; i++) {
            scale = Math.max(scale, Math.abs(x.getDouble(matrix * m * k + i)));
        }
        scale = scale == 0 ? 1 : scale;
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < m; i++) {
                a[at + j * m + i] = x.getDouble(matrix * m * k + (wide ? j * m + i : i * k + j)) / scale;
            }
        }
        return scale;
    }

    /** Turns every pair of columns by the angle that makes it orthogonal; returns whether there was one to turn. */
    private boolean sweep(double[] a, int atA, double[] v, int atV) {
        boolean rotated = false;
        for (int p = 0; p < k; p++) {
            for (int q = p + 1; q < k; q++) {
                int x = atA + p * m;
                int y = atA + q * m;
                double xx = dot(a, x, x, m);
                double yy = dot(a, y, y, m);
                double xy = dot(a, x, y, m);
                if (Math.abs(xy) > ORTHOGONAL * StrictMath.sqrt(xx) * StrictMath.sqrt(yy)) {
                    double zeta = (yy - xx) / (2 * xy);
                    double tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + StrictMath.sqrt(1 + zeta * zeta));
                    double cosine = 1 / StrictMath.sqrt(1 + tangent * tangent);
                    rotate(a, x, y, m, cosine, cosine * tangent);
                    rotate(v, atV + p * k, atV + q * k, k, cosine, cosine * tangent);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private static void rotate(double[] a, int x, int y, int n, double cosine, double sine) {
        for (int i = 0; i < n; i++) {
            double ax = a[x + i];
            double ay = a[y + i];
            a[x + i] = cosine * ax - sine * ay;
            a[y + i] = sine * ax + cosine * ay;
        }
    }

    private static double dot(double[] a, int x, int y, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[x + i] * a[y + i];
        }
        return sum;
    }

    /** The longest first; equal ones stay in their order. */
    private void sort(double[] a, int atA, double[] v, int atV, double[] s, int atS) {
        for (int j = 1; j < k; j++) {
            for (int i = j; i > 0 && s[atS + i] > s[atS + i - 1]; i--) {
                swap(a, atA + (i - 1) * m, m);
                swap(v, atV + (i - 1) * k, k);
                swap(s, atS + i - 1, 1);
            }
        }
    }

    /** Swaps a column with the next. */
    private static void swap(double[] a, int at, int n) {
        for (int i = 0; i < n; i++) {
            double t = a[at + i];
            a[at + i] = a[at + n + i];
            a[at + n + i] = t;
        }
    }

    /** Makes directions of the columns. What rounding alone may have left counts as 0 and gets a direction of its own. */
    private void normalize(double[] a, int atA, double[] s, int atS) {
        for (int j = 0; j < k; j++) {
            if (s[atS + j] <= m * EPSILON * s[atS]) {
                s[atS + j] = 0;
                complete(a, atA, j);
            } else {
                for (int i = 0; i < m; i++) {
                    a[atA + j * m + i] /= s[atS + j];
                }
            }
        }
    }

    /** Fills column j with the direction of the first axis that is far enough from the span of the columns before it. */
    private void complete(double[] a, int atA, int j) {
        int column = atA + j * m;
        double far = 0.5 * (m - j) / m;
        for (int axis = 0; axis < m; axis++) {
            Arrays.fill(a, column, column + m, 0);
            a[column + axis] = 1;
            double left = orthogonalize(a, atA, j);
            if (left >= far) {
                orthogonalize(a, atA, j);
                double length = StrictMath.sqrt(dot(a, column, column, m));
                for (int i = 0; i < m; i++) {
                    a[column + i] /= length;
                }
                return;
            }
        }
    }

    /** Takes the parts along earlier columns away; returns the square of the length that is left. */
    private double orthogonalize(double[] a, int atA, int j) {
        int column = atA + j * m;
        for (int other = 0; other < j; other++) {
            double along = dot(a, column, atA + other * m, m);
            for (int i = 0; i < m; i++) {
                a[column + i] -= along * a[atA + other * m + i];
            }
        }
        return dot(a, column, column, m);
    }

    private static boolean largestIsNegative(double[] a, int at, int n) {
        int largest = 0;
        for (int i = 1; i < n; i++) {
            // Magnitudes that differ by rounding alone count as equal, and the first of equals decides.
            if (Math.abs(a[at + i]) > Math.abs(a[at + largest]) * (1 + n * EPSILON)) {
                largest = i;
            }
        }
        return a[at + largest] < 0;
    }

    private void store(double[] a, int at, int n, Buffer out, int matrix, int column, boolean negative) {
        for (int i = 0; i < n; i++) {
            out.setDouble((matrix * n + i) * k + column, negative ? -a[at + i] : a[at + i]);
        }
    }
}
