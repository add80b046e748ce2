package org.espalier.cpu.arith;

import java.util.stream.Stream;
import org.espalier.cpu.warm.Warmth;

/** A tile of vectors that lets plain loops go on with its sums after a few steps until it is compiled. */
public final class WarmingTile implements MicroKernel {
    private static final int PROBE = 4;
    /** Compiled, the few steps of the largest tile take about a tenth of it; interpreted, ten times as long. */
    private static final long LIMIT = 1_500;

    private final MicroKernel tile;
    private final MicroKernel plain;
    /** By the number of vectors of a tile's width, each of which is code of its own. */
    private final Warmth[] warmth;

    /** A tile, and one that gives the same bits and takes tiles at least as large. */
    public WarmingTile(MicroKernel tile, MicroKernel plain) {
        this.tile = tile;
        this.plain = plain;
        this.warmth = Stream.generate(Warmth::new)
                .limit(tile.columns() / tile.minColumns() + 1)
                .toArray(Warmth[]::new);
    }

    @Override
    public int rows() {
        return tile.rows();
    }

    @Override
    public int columns() {
        return tile.columns();
    }

    @Override
    public int minColumns() {
        return tile.minColumns();
    }

    @Override
    public void run(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        Warmth w = warmth[(width + tile.minColumns() - 1) / tile.minColumns()];
        if (w.isWarm() || depth < PROBE) {
            tile.run(rows, width, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
            return;
        }
        long start = System.nanoTime();
        tile.run(rows, width, PROBE, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        w.took(System.nanoTime() - start, LIMIT);
        int done = PROBE;
        if (!accumulate && depth >= 2 * PROBE) {
            // From C as well: a way that the compiler never saw taken it would not compile.
            tile.run(rows, width, PROBE, a, aAt + done * aStep, aRow, aStep, b, bAt + done * bStep, bStep, c, cAt, cRow, true);
            done += PROBE;
        }
        plain.run(rows, width, depth - done, a, aAt + done * aStep, aRow, aStep, b, bAt + done * bStep, bStep, c, cAt, cRow, true);
    }
}
