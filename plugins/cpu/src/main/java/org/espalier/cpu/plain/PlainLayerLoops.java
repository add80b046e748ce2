package org.espalier.cpu.plain;

import java.util.Arrays;
import org.espalier.cpu.arith.ChannelLoops;
import org.espalier.cpu.arith.Lanes;
import org.espalier.cpu.arith.LayerLoops;

/** Layer normalization in plain loops. */
public final class PlainLayerLoops implements LayerLoops {
    private final ChannelLoops runs = new PlainChannelLoops();

    @Override
    public void forward(float[] x, int at, int n, double epsilon, float[] scale, int scaleAt, float[] b, int bAt, float[] y,
            int yAt, float[] figures, int figuresAt, float[] lanes, int lanesAt) {
        Arrays.fill(lanes, lanesAt, lanesAt + Lanes.COUNT, 0f);
        runs.sum(x, at, n, lanes, lanesAt);
        float mean = LayerLoops.mean(Lanes.sum(lanes, lanesAt), n);
        Arrays.fill(lanes, lanesAt, lanesAt + 2 * Lanes.COUNT, 0f);
        runs.deviations(x, at, n, mean, lanes, lanesAt);
        float inverse = LayerLoops.inverse(Lanes.sum(lanes, lanesAt), Lanes.sum(lanes, lanesAt + Lanes.COUNT), n, epsilon);
        figures[figuresAt] = mean;
        figures[figuresAt + 1] = inverse;
        if (b == null) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = (x[at + i] - mean) * inverse * scale[scaleAt + i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = Math.fma((x[at + i] - mean) * inverse, scale[scaleAt + i], b[bAt + i]);
            }
        }
    }

    @Override
    public void backward(float[] c, int cAt, float[] x, int xAt, int n, float mean, float inverse, float[] scale, int scaleAt,
            float[] out, int outAt, float[] sums, int sumsAt, float[] lanes, int lanesAt) {
        for (int i = 0; i < n; i++) {
            sums[sumsAt + i] = Math.fma(c[cAt + i], (x[xAt + i] - mean) * inverse, sums[sumsAt + i]);
        }
        for (int i = 0; i < n; i++) {
            sums[sumsAt + n + i] += c[cAt + i];
        }
        // The product with the scale waits in the result's memory, which may be that of c.
        for (int i = 0; i < n; i++) {
            out[outAt + i] = c[cAt + i] * scale[scaleAt + i];
        }
        Arrays.fill(lanes, lanesAt, lanesAt + 2 * Lanes.COUNT, 0f);
        runs.products(out, outAt, x, xAt, n, mean, lanes, lanesAt);
        float shift = LayerLoops.mean(Lanes.sum(lanes, lanesAt), n) * inverse;
        float slope = LayerLoops.mean(Lanes.sum(lanes, lanesAt + Lanes.COUNT), n) * inverse * inverse * inverse;
        runs.gradient(out, outAt, x, xAt, n, mean, inverse, slope, shift, out, outAt);
    }
}
