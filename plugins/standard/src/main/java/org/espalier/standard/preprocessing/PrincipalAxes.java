package org.espalier.standard.preprocessing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.data.Dataset;

/**
 * The singular values and right singular vectors of a data set whose rows are centred, greatest first. The rows are
 * brought into a triangle of the same singular values, some at a time (Householder 1958), whose columns are then made
 * orthogonal by rotations (one-sided Jacobi: Hestenes 1958). The covariance, in which small values would be lost by
 * squaring, is never formed.
 */
final class PrincipalAxes {
    private static final int MOST_SWEEPS = 60;
    private static final double EPSILON = Math.ulp(1.0);
    /** Column j of the triangle; in the end, orthogonal to all others. */
    private final double[][] columns;
    /** What has been done to the columns: row j is the j-th vector. */
    private final double[][] vectors;
    private final double[] lengths;
    private final int examples;
    private Integer[] order;

    private PrincipalAxes(int features, int examples) {
        this.columns = new double[features][features];
        this.vectors = new double[features][features];
        this.lengths = new double[features];
        this.examples = examples;
    }

    static PrincipalAxes of(Dataset data, String field, double[] mean) {
        int d = mean.length;
        PrincipalAxes axes = new PrincipalAxes(d, data.size());
        double[][] triangle = new double[d][d];
        Chunks.forEach(data, field, (examples, from, count) -> {
            double[][] rows = new double[count][d];
            for (int i = 0; i < count * d; i++) {
                rows[i / d][i % d] = examples.getDouble(i) - mean[i % d];
            }
            fold(triangle, rows);
        });
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                axes.columns[j][i] = triangle[i][j];
            }
            axes.vectors[i][i] = 1;
        }
        axes.orthogonalize();
        return axes;
    }

    /** Reflects rows into the triangle, column by column. */
    private static void fold(double[][] triangle, double[][] rows) {
        int d = triangle.length;
        double[] dots = new double[d];
        for (int j = 0; j < d; j++) {
            double squares = 0;
            for (double[] row : rows) {
                squares += row[j] * row[j];
            }
            if (squares == 0) {
                continue;
            }
            double[] top = triangle[j];
            double norm = Math.copySign(Math.sqrt(top[j] * top[j] + squares), top[j]);
            double head = top[j] + norm;
            double scale = 2 / (head * head + squares);
            for (int k = j + 1; k < d; k++) {
                dots[k] = head * top[k];
            }
            for (double[] row : rows) {
                for (int k = j + 1; k < d; k++) {
                    dots[k] += row[j] * row[k];
                }
            }
            for (double[] row : rows) {
                for (int k = j + 1; k < d; k++) {
                    row[k] -= scale * dots[k] * row[j];
                }
            }
            for (int k = j + 1; k < d; k++) {
                top[k] -= scale * dots[k] * head;
            }
            top[j] = -norm;
        }
    }

    private void orthogonalize() {
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < columns.length; p++) {
                for (int q = p + 1; q < columns.length; q++) {
                    rotated |= rotate(p, q);
                }
            }
        }
        for (int j = 0; j < columns.length; j++) {
            lengths[j] = Math.sqrt(dot(columns[j], columns[j]));
        }
        order = IntStream.range(0, columns.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer j) -> -lengths[j]));
        for (double[] v : vectors) {
            fixSign(v);
        }
    }

    /** Makes two columns orthogonal; false where they were. */
    private boolean rotate(int p, int q) {
        double a = dot(columns[p], columns[p]);
        double b = dot(columns[q], columns[q]);
        double c = dot(columns[p], columns[q]);
        if (Math.abs(c) <= EPSILON * Math.sqrt(a) * Math.sqrt(b)) {
            return false;
        }
        double zeta = (b - a) / (2 * c);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cos = 1 / Math.sqrt(1 + tangent * tangent);
        turn(columns[p], columns[q], cos, cos * tangent);
        turn(vectors[p], vectors[q], cos, cos * tangent);
        return true;
    }

    private static void turn(double[] p, double[] q, double cos, double sin) {
        for (int i = 0; i < p.length; i++) {
            double old = p[i];
            p[i] = cos * old - sin * q[i];
            q[i] = sin * old + cos * q[i];
        }
    }

    /** In four sums, since each addition waits for the one before it. */
    private static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return (first + second) + (third + fourth);
    }

    /** A direction is as good as its opposite; the one is taken whose greatest element is positive. */
    private static void fixSign(double[] v) {
        int greatest = 0;
        for (int i = 1; i < v.length; i++) {
            greatest = Math.abs(v[i]) > Math.abs(v[greatest]) ? i : greatest;
        }
        if (v[greatest] < 0) {
            for (int i = 0; i < v.length; i++) {
                v[i] = -v[i];
            }
        }
    }

    /** Number j of the singular values, the greatest first. */
    double singularValue(int j) {
        return lengths[order[j]];
    }

    /** Whether that value is 0 but for rounding. */
    boolean isZero(int j) {
        return singularValue(j) <= Math.max(examples, columns.length) * EPSILON * singularValue(0);
    }

    /** The direction of that value, of length 1. */
    double[] direction(int j) {
        return vectors[order[j]].clone();
    }
}
