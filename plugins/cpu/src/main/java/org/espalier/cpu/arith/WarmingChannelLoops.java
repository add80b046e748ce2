package org.espalier.cpu.arith;

import org.espalier.cpu.warm.Trial;

/** Loops of vectors for which plain loops stand in until they are compiled. */
public final class WarmingChannelLoops implements ChannelLoops {
    private final ChannelLoops vector;
    private final ChannelLoops plain;
    private final Trial sum = new Trial();
    private final Trial deviations = new Trial();
    private final Trial products = new Trial();
    private final Trial scale = new Trial();
    private final Trial gradient = new Trial();
    private final Trial deviationsOfRows = new Trial();
    private final Trial productsOfRows = new Trial();
    private final Trial scaleRow = new Trial();
    private final Trial gradientRow = new Trial();

    /** Two forms that give the same bits. */
    public WarmingChannelLoops(ChannelLoops vector, ChannelLoops plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void sum(float[] x, int at, int n, float[] lanes, int to) {
        if (!sum.begins()) {
            plain.sum(x, at, n, lanes, to);
            return;
        }
        long clock = sum.clock();
        vector.sum(x, at, n, lanes, to);
        sum.end(clock, n);
    }

    @Override
    public void deviations(float[] x, int at, int n, float mean, float[] lanes, int to) {
        if (!deviations.begins()) {
            plain.deviations(x, at, n, mean, lanes, to);
            return;
        }
        long clock = deviations.clock();
        vector.deviations(x, at, n, mean, lanes, to);
        deviations.end(clock, n);
    }

    @Override
    public void products(float[] c, int cAt, float[] x, int xAt, int n, float mean, float[] lanes, int to) {
        if (!products.begins()) {
            plain.products(c, cAt, x, xAt, n, mean, lanes, to);
            return;
        }
        long clock = products.clock();
        vector.products(c, cAt, x, xAt, n, mean, lanes, to);
        products.end(clock, n);
    }

    @Override
    public void scale(float[] x, int at, int n, float mean, float factor, float shift, float[] y, int yAt) {
        if (!scale.begins()) {
            plain.scale(x, at, n, mean, factor, shift, y, yAt);
            return;
        }
        long clock = scale.clock();
        vector.scale(x, at, n, mean, factor, shift, y, yAt);
        scale.end(clock, n);
    }

    @Override
    public void gradient(float[] c, int cAt, float[] x, int xAt, int n, float mean, float factor, float slope, float shift,
            float[] out, int outAt) {
        if (!gradient.begins()) {
            plain.gradient(c, cAt, x, xAt, n, mean, factor, slope, shift, out, outAt);
            return;
        }
        long clock = gradient.clock();
        vector.gradient(c, cAt, x, xAt, n, mean, factor, slope, shift, out, outAt);
        gradient.end(clock, n);
    }

    @Override
    public void deviationsOfRows(float[] x, int at, int rows, int stride, int n, float[] figures, int first, int columns) {
        if (!deviationsOfRows.begins()) {
            plain.deviationsOfRows(x, at, rows, stride, n, figures, first, columns);
            return;
        }
        long clock = deviationsOfRows.clock();
        vector.deviationsOfRows(x, at, rows, stride, n, figures, first, columns);
        deviationsOfRows.end(clock, rows * n);
    }

    @Override
    public void productsOfRows(float[] c, int cAt, float[] x, int xAt, int rows, int stride, int n, float[] figures,
            int first, int columns) {
        if (!productsOfRows.begins()) {
            plain.productsOfRows(c, cAt, x, xAt, rows, stride, n, figures, first, columns);
            return;
        }
        long clock = productsOfRows.clock();
        vector.productsOfRows(c, cAt, x, xAt, rows, stride, n, figures, first, columns);
        productsOfRows.end(clock, rows * n);
    }

    @Override
    public void scaleRow(float[] x, int at, int n, float[] figures, int first, int columns, float[] y, int yAt) {
        if (!scaleRow.begins()) {
            plain.scaleRow(x, at, n, figures, first, columns, y, yAt);
            return;
        }
        long clock = scaleRow.clock();
        vector.scaleRow(x, at, n, figures, first, columns, y, yAt);
        scaleRow.end(clock, n);
    }

    @Override
    public void gradientRow(float[] c, int cAt, float[] x, int xAt, int n, float[] figures, int first, int columns,
            float[] out, int outAt) {
        if (!gradientRow.begins()) {
            plain.gradientRow(c, cAt, x, xAt, n, figures, first, columns, out, outAt);
            return;
        }
        long clock = gradientRow.clock();
        vector.gradientRow(c, cAt, x, xAt, n, figures, first, columns, out, outAt);
        gradientRow.end(clock, n);
    }
}
