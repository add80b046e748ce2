package org.espalier.cpu.arith;

import org.espalier.cpu.warm.Trial;

/** Loops of vectors for which plain loops stand in until they are compiled. */
public final class WarmingLayerLoops implements LayerLoops {
    private final LayerLoops vector;
    private final LayerLoops plain;
    private final Trial forward = new Trial();
    private final Trial backward = new Trial();

    /** Two forms that give the same bits. */
    public WarmingLayerLoops(LayerLoops vector, LayerLoops plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void forward(float[] x, int at, int n, double epsilon, float[] scale, int scaleAt, float[] b, int bAt, float[] y,
            int yAt, float[] figures, int figuresAt, float[] lanes, int lanesAt) {
        if (!forward.begins()) {
            plain.forward(x, at, n, epsilon, scale, scaleAt, b, bAt, y, yAt, figures, figuresAt, lanes, lanesAt);
            return;
        }
        long clock = forward.clock();
        vector.forward(x, at, n, epsilon, scale, scaleAt, b, bAt, y, yAt, figures, figuresAt, lanes, lanesAt);
        forward.end(clock, n);
    }

    @Override
    public void backward(float[] c, int cAt, float[] x, int xAt, int n, float mean, float inverse, float[] scale, int scaleAt,
            float[] out, int outAt, float[] sums, int sumsAt, float[] lanes, int lanesAt) {
        if (!backward.begins()) {
            plain.backward(c, cAt, x, xAt, n, mean, inverse, scale, scaleAt, out, outAt, sums, sumsAt, lanes, lanesAt);
            return;
        }
        long clock = backward.clock();
        vector.backward(c, cAt, x, xAt, n, mean, inverse, scale, scaleAt, out, outAt, sums, sumsAt, lanes, lanesAt);
        backward.end(clock, n);
    }
}
