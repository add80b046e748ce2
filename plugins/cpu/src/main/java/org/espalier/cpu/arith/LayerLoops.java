package org.espalier.cpu.arith;

/** The loops of layer normalization, row by row. */
public interface LayerLoops {
    /**
     * Normalizes one row: {@code y = (x - mean) inverse scale + b}. The mean and the inverse deviation are written to
     * {@code figures}, one after the other.
     *
     * @param b the summands, or null where there are none
     * @param lanes working memory for two {@link Lanes}
     */
    void forward(float[] x, int at, int n, double epsilon, float[] scale, int scaleAt, float[] b, int bAt, float[] y, int yAt,
            float[] figures, int figuresAt, float[] lanes, int lanesAt);

    /**
     * Computes the cotangent of one row from c, that of its result, and adds what the row contributes to those of scale
     * and b: {@code c (x - mean) inverse} onto {@code sums}, and c onto the n elements behind it.
     *
     * @param lanes working memory for two {@link Lanes}
     */
    void backward(float[] c, int cAt, float[] x, int xAt, int n, float mean, float inverse, float[] scale, int scaleAt,
            float[] out, int outAt, float[] sums, int sumsAt, float[] lanes, int lanesAt);

    /** The mean of a row, from its sum. */
    static float mean(float sum, int n) {
        return sum / n;
    }

    /**
     * The inverse deviation of a row.
     *
     * @param sum of the elements less their mean, which is not 0 since the mean is rounded
     */
    static float inverse(float sum, float squares, int n, double epsilon) {
        double rest = (double) sum / n;
        return (float) (1 / Math.sqrt(Math.max(0, (double) squares / n - rest * rest) + epsilon));
    }
}
