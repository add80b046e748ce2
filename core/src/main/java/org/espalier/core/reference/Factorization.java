package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Determinants and inverses of stacked square matrices by Gaussian elimination with partial pivoting in double precision,
 * worked on in scratch memory: the matrix, and for the inverse the identity beside it.
 */
abstract class Factorization implements Kernel {
    private final int n;
    private final int width;
    private final int count;

    private Factorization(Node node, boolean beside) {
        Shape s = node.input(0).type().shape();
        n = Math.toIntExact(s.length(-1));
        width = beside ? 2 * n : n;
        count = Math.toIntExact(s.slice(0, s.rank() - 2).size());
    }

    static Kernel det(Node node) {
        return new Factorization(node, false) {
            @Override
            void finish(double[] work, int at, double det, Buffer out, int matrix) {
                out.setDouble(matrix, det);
            }
        };
    }

    static Kernel inverse(Node node) {
        return new Factorization(node, true) {
            @Override
            void finish(double[] work, int at, double det, Buffer out, int matrix) {
                solve(work, at, out, matrix);
            }
        };
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F64, n, width));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        double[] work = outputs[1].f64();
        int at = outputs[1].offset();
        for (int m = 0; m < count; m++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < width; j++) {
                    work[at + i * width + j] = j < n ? inputs[0].getDouble((m * n + i) * n + j) : j - n == i ? 1 : 0;
                }
            }
            finish(work, at, eliminate(work, at), outputs[0], m);
        }
    }

    /** Makes the matrix upper triangular and returns its determinant, 0 where a column has no pivot. */
    private double eliminate(double[] w, int at) {
        double det = 1;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                // A NaN is taken for a pivot at once, so that it spreads.
                double candidate = Math.abs(w[at + i * width + k]);
                if (candidate > Math.abs(w[at + pivot * width + k]) || Double.isNaN(candidate)) {
                    pivot = i;
                }
            }
            if (pivot != k) {
                for (int j = 0; j < width; j++) {
                    double t = w[at + k * width + j];
                    w[at + k * width + j] = w[at + pivot * width + j];
                    w[at + pivot * width + j] = t;
                }
                det = -det;
            }
            double p = w[at + k * width + k];
            det *= p;
            if (p == 0) {
                return 0;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = w[at + i * width + k] / p;
                for (int j = k; j < width; j++) {
                    w[at + i * width + j] -= factor * w[at + k * width + j];
                }
            }
        }
        return det;
    }

    abstract void finish(double[] work, int at, double det, Buffer out, int matrix);

    /** Substitutes backwards, one column of the inverse after the other. */
    final void solve(double[] w, int at, Buffer out, int matrix) {
        boolean singular = false;
        for (int i = 0; i < n; i++) {
            singular |= w[at + i * width + i] == 0;
        }
        for (int column = 0; column < n; column++) {
            for (int i = n - 1; i >= 0; i--) {
                double sum = w[at + i * width + n + column];
                for (int j = i + 1; j < n; j++) {
                    sum -= w[at + i * width + j] * w[at + j * width + n + column];
                }
                w[at + i * width + n + column] = sum / w[at + i * width + i];
                out.setDouble((matrix * n + i) * n + column, singular ? Double.NaN : w[at + i * width + n + column]);
            }
        }
    }
}
