package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops of normalizations: vectors give the bits of plain loops, and those what formulas give in double precision. */
class NormalizationLoopsTest {
    private static final ChannelLoops PLAIN = EveryArithmetic.PLAIN.channelLoops();
    private static final ChannelLoops VECTOR = EveryArithmetic.VECTOR.channelLoops();
    private static final int COLUMNS = 211;
    /** Calls of each kind, of which the first warm up: of vectors only every eighth is tried then. */
    private static final int CALLS = 24;

    @Test
    void lanesAreSummedByTheStatedTree() {
        float[] lanes = Bits.normal(Lanes.COUNT + 3, 1);
        float[] tree = Arrays.copyOfRange(lanes, 3, lanes.length);
        for (int half = 16; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                tree[i] += tree[i + half];
            }
        }
        assertThat(Lanes.sum(lanes, 3)).isEqualTo(tree[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 32, 33, 64, 100, 1024, 4095})
    void runs(int n) {
        float[] x = Bits.normal(n + 5, n);
        float[] c = Bits.normal(n + 7, n + 1);
        for (int call = 0; call < CALLS; call++) {
            float[][] out = new float[2][];
            for (int form = 0; form < 2; form++) {
                ChannelLoops loops = form == 0 ? PLAIN : VECTOR;
                float[] lanes = Bits.normal(6 * Lanes.COUNT + 1, 3);
                loops.sum(x, 3, n, lanes, 1);
                loops.deviations(x, 3, n, 0.3f, lanes, 1 + 2 * Lanes.COUNT);
                loops.products(c, 2, x, 3, n, 0.3f, lanes, 1 + 4 * Lanes.COUNT);
                float[] all = Arrays.copyOf(lanes, lanes.length + 2 * n + 4);
                loops.scale(x, 3, n, 0.3f, 1.7f, -0.2f, all, lanes.length + 1);
                loops.gradient(c, 2, x, 3, n, 0.3f, 1.7f, -0.6f, 0.4f, all, lanes.length + n + 2);
                out[form] = all;
            }
            Bits.assertSame(out[1], out[0], "call " + call);
        }
    }

    @Test
    void sumsAreThoseOfTheirFormulas() {
        int n = 1000;
        float[] x = Bits.normal(n, 5);
        float[] c = Bits.normal(n, 6);
        double[] expected = new double[5];
        for (int i = 0; i < n; i++) {
            expected[0] += x[i];
            expected[1] += x[i] - 0.25;
            expected[2] += (x[i] - 0.25) * (x[i] - 0.25);
            expected[3] += c[i];
            expected[4] += c[i] * (x[i] - 0.25);
        }
        float[] lanes = new float[6 * Lanes.COUNT];
        PLAIN.sum(x, 0, n, lanes, 0);
        PLAIN.deviations(x, 0, n, 0.25f, lanes, 2 * Lanes.COUNT);
        PLAIN.products(c, 0, x, 0, n, 0.25f, lanes, 4 * Lanes.COUNT);
        int[] places = {0, 2, 3, 4, 5};
        for (int k = 0; k < places.length; k++) {
            assertThat((double) Lanes.sum(lanes, places[k] * Lanes.COUNT)).isBetween(expected[k] - 1e-3, expected[k] + 1e-3);
        }
        float[] y = new float[2];
        PLAIN.scale(new float[] {3, 5}, 0, 2, 1, 2, 10, y, 0);
        assertThat(y).containsExactly(14, 18);
        PLAIN.gradient(new float[] {3, 5}, 0, new float[] {2, 4}, 0, 2, 1, 2, 0.5f, 10, y, 0);
        assertThat(y).containsExactly(-4.5f, -1.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 32, 47, 64, 203})
    void rows(int n) {
        Random random = new Random(n);
        float[] x = Bits.normal(9 * COLUMNS + 5, 1);
        float[] c = Bits.normal(9 * COLUMNS + 9, 2);
        int column = random.nextInt(COLUMNS - n + 1);
        float[] given = Bits.normal(ChannelLoops.KINDS * COLUMNS + 2, 3);
        float[] expected = given.clone();
        for (int call = 0; call < CALLS; call++) {
            float[][] out = new float[2][];
            for (int form = 0; form < 2; form++) {
                ChannelLoops loops = form == 0 ? PLAIN : VECTOR;
                float[] figures = given.clone();
                loops.deviationsOfRows(x, 3 + column, 9, COLUMNS, n, figures, 2 + column, COLUMNS);
                loops.productsOfRows(c, 4 + column, x, 3 + column, 9, COLUMNS, n, figures, 2 + column, COLUMNS);
                float[] all = Arrays.copyOf(figures, figures.length + 2 * n + 4);
                loops.scaleRow(x, 3, n, figures, 2 + column, COLUMNS, all, figures.length + 1);
                loops.gradientRow(c, 4, x, 3, n, figures, 2 + column, COLUMNS, all, figures.length + n + 2);
                out[form] = all;
            }
            Bits.assertSame(out[1], out[0], "call " + call);
            expected = out[0];
        }
        int last = 2 + column + n - 1;
        float sum = given[last + ChannelLoops.SUM * COLUMNS];
        float second = given[last + ChannelLoops.SECOND * COLUMNS];
        for (int i = 0; i < 9; i++) {
            float d = x[3 + column + i * COLUMNS + n - 1] - given[last];
            sum += d;
            second = Math.fma(d, d, second);
        }
        for (int i = 0; i < 9; i++) {
            float u = c[4 + column + i * COLUMNS + n - 1];
            sum += u;
            second = Math.fma(u, x[3 + column + i * COLUMNS + n - 1] - given[last], second);
        }
        assertThat(expected[last + ChannelLoops.SUM * COLUMNS]).isEqualTo(sum);
        assertThat(expected[last + ChannelLoops.SECOND * COLUMNS]).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 31, 32, 33, 64, 100, 128, 1000})
    void rowsOfLayers(int n) {
        float[] x = Bits.normal(n + 3, 1);
        float[] c = Bits.normal(n + 3, 2);
        float[] scale = Bits.normal(n + 1, 4);
        float[] b = Bits.normal(n + 2, 5);
        for (int call = 0; call < CALLS; call++) {
            float[][] out = new float[2][];
            for (int form = 0; form < 2; form++) {
                LayerLoops loops = (form == 0 ? EveryArithmetic.PLAIN : EveryArithmetic.VECTOR).layerLoops();
                float[] lanes = Bits.normal(2 * Lanes.COUNT + 1, 3); // holds anything before
                float[] all = new float[5 * n + 10];
                loops.forward(x, 1, n, 1e-3, scale, 1, b, 2, all, 1, all, 5 * n + 7, lanes, 1);
                loops.forward(x, 1, n, 1e-3, scale, 1, null, 0, all, n + 2, all, 5 * n + 7, lanes, 1);
                loops.backward(c, 2, x, 1, n, all[5 * n + 7], all[5 * n + 8], scale, 1, all, 2 * n + 3, all, 3 * n + 4, lanes, 1);
                out[form] = all;
            }
            Bits.assertSame(out[1], out[0], "call " + call);
        }
    }

    @Test
    void nothingIsAllocated() {
        float[] x = Bits.normal(4096, 1);
        float[] figures = Bits.normal(ChannelLoops.KINDS * 128, 2);
        float[] out = new float[4096];
        float[] lanes = new float[2 * Lanes.COUNT];
        LayerLoops layers = EveryArithmetic.VECTOR.layerLoops();
        try (WorkerPool none = new WorkerPool(1)) {
            assertThat(Allocations.leastOf(() -> {
                for (int i = 0; i < 2_000; i++) {
                    VECTOR.sum(x, 0, 1000, lanes, 0);
                    VECTOR.deviations(x, 0, 1000, 0.1f, lanes, 0);
                    VECTOR.products(x, 0, x, 1, 1000, 0.1f, lanes, 0);
                    VECTOR.scale(x, 0, 1000, 0.1f, 0.2f, 0.3f, out, 0);
                    VECTOR.gradient(x, 0, x, 1, 1000, 0.1f, 0.2f, 0.3f, 0.4f, out, 0);
                    VECTOR.deviationsOfRows(x, 0, 32, 128, 128, figures, 0, 128);
                    VECTOR.productsOfRows(x, 0, x, 0, 32, 128, 128, figures, 0, 128);
                    VECTOR.scaleRow(x, 0, 128, figures, 0, 128, out, 0);
                    VECTOR.gradientRow(x, 0, x, 128, 128, figures, 0, 128, out, 0);
                    layers.forward(x, 0, 128, 1e-5, x, 200, x, 300, out, 0, out, 200, lanes, 0);
                    layers.backward(x, 0, x, 300, 128, 0.1f, 0.9f, x, 500, out, 0, out, 300, lanes, 0);
                }
            }, none)).isZero();
        }
    }
}
