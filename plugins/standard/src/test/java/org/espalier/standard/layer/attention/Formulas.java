package org.espalier.standard.layer.attention;

import org.espalier.tensor.Tensor;

/** Attention, dense layers and normalisation as formulas on matrices of rows. */
final class Formulas {
    private Formulas() {}

    /** Rows of a tensor, its last axis being the columns. */
    static double[][] rows(Tensor t, int first, int count) {
        int columns = (int) t.shape().length(-1);
        double[][] rows = new double[count][columns];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i][j] = t.getDouble((first + i) * columns + j);
            }
        }
        return rows;
    }

    /** x W + b, of the columns from one on. */
    static double[][] linear(double[][] x, Tensor weight, Tensor bias, int from, int columns) {
        int all = (int) weight.shape().length(1);
        double[][] y = new double[x.length][columns];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < columns; j++) {
                y[i][j] = bias == null ? 0 : bias.getDouble(from + j);
                for (int k = 0; k < x[i].length; k++) {
                    y[i][j] += x[i][k] * weight.getDouble(k * all + from + j);
                }
            }
        }
        return y;
    }

    /** Whether a query looks at a key. */
    interface Mask {
        boolean looks(int query, int key);
    }

    /** Heads of softmax(q kᵀ / √d) v side by side. */
    static double[][] attention(double[][] q, double[][] k, double[][] v, int heads, Mask mask) {
        int width = q[0].length / heads;
        double[][] y = new double[q.length][q[0].length];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < q.length; i++) {
                double[] e = new double[k.length];
                double sum = 0;
                for (int j = 0; j < k.length; j++) {
                    double score = 0;
                    for (int c = h * width; c < (h + 1) * width; c++) {
                        score += q[i][c] * k[j][c];
                    }
                    e[j] = mask.looks(i, j) ? Math.exp(score / Math.sqrt(width)) : 0;
                    sum += e[j];
                }
                for (int j = 0; j < k.length; j++) {
                    for (int c = h * width; c < (h + 1) * width; c++) {
                        y[i][c] += e[j] / sum * v[j][c];
                    }
                }
            }
        }
        return y;
    }

    static double[][] sum(double[][] a, double[][] b) {
        double[][] y = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                y[i][j] = a[i][j] + b[i][j];
            }
        }
        return y;
    }

    /** γ (x - μ) / √(σ² + 1e-5) + β in each row. */
    static double[][] normalized(double[][] x, Tensor gamma, Tensor beta) {
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            double mean = 0;
            double squares = 0;
            for (double v : x[i]) {
                mean += v / x[i].length;
                squares += v * v / x[i].length;
            }
            for (int j = 0; j < x[i].length; j++) {
                y[i][j] = gamma.getDouble(j) * (x[i][j] - mean) / Math.sqrt(squares - mean * mean + 1e-5) + beta.getDouble(j);
            }
        }
        return y;
    }

    static double[][] relu(double[][] x) {
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                y[i][j] = Math.max(0, x[i][j]);
            }
        }
        return y;
    }
}
