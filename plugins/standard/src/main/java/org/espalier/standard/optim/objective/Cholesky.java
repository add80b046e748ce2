package org.espalier.standard.optim.objective;

/** The factor L of a positive definite matrix A = LL', row by row. */
final class Cholesky {
    private final double[][] rows;

    private Cholesky(double[][] rows) {
        this.rows = rows;
    }

    /** The factor of A plus a multiple of the identity; null where that is not positive definite. */
    static Cholesky of(double[][] a, double shift) {
        int n = a.length;
        double[][] l = new double[n][];
        for (int i = 0; i < n; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j] + (i == j ? shift : 0);
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i > j) {
                    l[i][j] = sum / l[j][j];
                } else if (sum > 0 && Double.isFinite(sum)) {
                    l[i][i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        return new Cholesky(l);
    }

    /** x with Ax = b. */
    double[] solve(double[] b) {
        int n = rows.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= rows[i][k] * x[k];
            }
            x[i] /= rows[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= rows[k][i] * x[k];
            }
            x[i] /= rows[i][i];
        }
        return x;
    }
}
