package org.espalier.cpu.arith;

import org.espalier.cpu.warm.Trial;

/** Loops of vectors for which plain loops stand in until they are compiled, and where there are few squares. */
public final class WarmingPairLoops implements PairLoops {
    /** So few squares are not worth the way through memory between the steps. */
    private static final int FEW = 32;

    private final PairLoops vector;
    private final PairLoops plain;
    private final Trial max = new Trial();
    private final Trial maxGradient = new Trial();
    private final Trial sum = new Trial();
    private final Trial sumGradient = new Trial();

    /** Two forms that give the same bits. */
    public WarmingPairLoops(PairLoops vector, PairLoops plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void max(float[] x, int at, int width, int rows, int n, float[] y, int yAt) {
        if (rows * n < FEW || !max.begins()) {
            plain.max(x, at, width, rows, n, y, yAt);
            return;
        }
        long clock = max.clock();
        vector.max(x, at, width, rows, n, y, yAt);
        max.end(clock, 4 * rows * n);
    }

    @Override
    public void maxGradient(float[] x, int at, int width, int rows, int n, float[] c, int cAt, float[] out, int outAt) {
        if (rows * n < FEW || !maxGradient.begins()) {
            plain.maxGradient(x, at, width, rows, n, c, cAt, out, outAt);
            return;
        }
        long clock = maxGradient.clock();
        vector.maxGradient(x, at, width, rows, n, c, cAt, out, outAt);
        maxGradient.end(clock, 4 * rows * n);
    }

    @Override
    public void sum(float[] x, int at, int width, int rows, int n, float factor, float[] y, int yAt) {
        if (rows * n < FEW || !sum.begins()) {
            plain.sum(x, at, width, rows, n, factor, y, yAt);
            return;
        }
        long clock = sum.clock();
        vector.sum(x, at, width, rows, n, factor, y, yAt);
        sum.end(clock, 4 * rows * n);
    }

    @Override
    public void sumGradient(float[] c, int cAt, int width, int rows, int n, float factor, float[] out, int outAt) {
        if (rows * n < FEW || !sumGradient.begins()) {
            plain.sumGradient(c, cAt, width, rows, n, factor, out, outAt);
            return;
        }
        long clock = sumGradient.clock();
        vector.sumGradient(c, cAt, width, rows, n, factor, out, outAt);
        sumGradient.end(clock, 4 * rows * n);
    }
}
