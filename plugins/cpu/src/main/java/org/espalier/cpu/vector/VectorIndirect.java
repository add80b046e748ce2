package org.espalier.cpu.vector;

import org.espalier.cpu.arith.IndirectProduct;
import org.espalier.cpu.warm.Warmth;

/**
 * An indirect product in tiles of vectors. The vectors of all segments are shared out evenly over tiles, as are the rows, so
 * that there is hardly an edge. The last vector of a segment that is no multiple of a vector overlaps the one before it:
 * both write the same bits to the same place.
 */
final class VectorIndirect implements IndirectProduct {
    private static final int LANES = Vectors.FLOATS.length();
    private static final int VECTORS = IndirectTile.MOST_VECTORS;
    /** Sums that fit the registers, beside the vectors of B and one factor. */
    private static final int SUMS = Vectors.MANY_REGISTERS ? 24 : 12;
    private static final int MOST_ROWS = 16;
    /** Steps of a tile that is run to see whether it is compiled, and how long they take at most if it is. */
    private static final int PROBE = 4;
    private static final long LIMIT = 1_500;
    /** How long tiles are tried in a call at most, at least once: about as long as plain loops take for its sums. */
    private static final long NANOS_OF_PROBES = 20_000;
    private static final int SUMS_OF_NANO = 10;
    /** A compiled tile takes about a quarter of a nanosecond for a sum a step, interpreted code a thousand times as long. */
    private static final long NANOS_OF_SUM = 8;
    private static final long NANOS_OF_TILE = 4_000;

    private final IndirectProduct plain;
    private final IndirectTile[][] tiles = new IndirectTile[MOST_ROWS + 1][VECTORS + 1];
    private final Warmth[][] warmth = new Warmth[MOST_ROWS + 1][VECTORS + 1];
    private final ThreadLocal<float[]> apart = ThreadLocal.withInitial(() -> new float[MOST_ROWS * VECTORS * LANES]);

    /** Tiles of vectors, and what stands in for them until they are compiled. */
    VectorIndirect(IndirectProduct plain) {
        this.plain = plain;
        for (int i = 0; i < warmth.length; i++) {
            for (int j = 0; j < warmth[i].length; j++) {
                warmth[i][j] = new Warmth();
            }
        }
    }

    @Override
    public int minColumns() {
        return LANES;
    }

    private static int mostRows(int vectors) {
        return Math.min(MOST_ROWS, SUMS / vectors);
    }

    private static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }

    /** The number of vectors of the widest tiles with which the product takes the least time. */
    private static int widest(int rows, int vectors, int narrowest) {
        int best = 1;
        long least = Long.MAX_VALUE;
        for (int wide = narrowest; wide <= VECTORS; wide++) {
            int count = ceilDiv(vectors, wide);
            int small = vectors / count;
            long cost = (long) (vectors % count) * cost(rows, small + 1) + (long) (count - vectors % count) * cost(rows, small);
            if (cost < least) {
                least = cost;
                best = wide;
            }
        }
        return best;
    }

    /** Quarters of cycles that all rows of a tile's columns take a step, as measured: loads count where sums are few. */
    private static int cost(int rows, int vectors) {
        if (vectors > VECTORS) {
            return 0; // there is none of it
        }
        int strips = ceilDiv(rows, mostRows(vectors));
        return strips * 8 + rows * Math.max(4 * vectors, 7);
    }

    @Override
    public void run(
            int rows, int columns, int depth,
            float[] a, int aAt, int[] aRows, int aFrom,
            float[] b, int bAt, int[] bRows, int bFrom,
            float[] c, int cAt, int cRow,
            int segments, int bSegment, int cSegment,
            boolean accumulate) {
        if (columns % LANES > 0 && segments > 1) {
            for (int s = 0; s < segments; s++) {
                run(rows, columns, depth, a, aAt, aRows, aFrom, b, bAt + s * bSegment, bRows, bFrom,
                        c, cAt + s * cSegment, cRow, 1, 0, 0, accumulate);
            }
            return;
        }
        int each = ceilDiv(columns, LANES);
        int vectors = each * segments;
        // Vectors that overlap must be of one tile, which reads both before it writes any: the last one is the widest.
        int count = ceilDiv(vectors, widest(rows, vectors, columns % LANES > 0 ? 2 : 1));
        long nanos = NANOS_OF_PROBES + (long) rows * columns * segments * depth / SUMS_OF_NANO;
        if (!isWarm(nanos, rows, vectors / count, depth, a, aAt, aRows, aFrom, b, bAt, bRows, bFrom)
                || vectors % count > 0
                        && !isWarm(nanos, rows, vectors / count + 1, depth, a, aAt, aRows, aFrom, b, bAt, bRows, bFrom)) {
            plain.run(rows, columns, depth, a, aAt, aRows, aFrom, b, bAt, bRows, bFrom, c, cAt, cRow, segments, bSegment,
                    cSegment, accumulate);
            return;
        }
        long start = System.nanoTime();
        for (int t = 0; t < count; t++) {
            int v0 = (int) ((long) vectors * t / count);
            int wide = (int) ((long) vectors * (t + 1) / count) - v0;
            int v1 = Math.min(v0 + 1, vectors - 1);
            int v2 = Math.min(v0 + 2, vectors - 1);
            int v3 = Math.min(v0 + 3, vectors - 1);
            int s0 = v0 / each, s1 = v1 / each, s2 = v2 / each, s3 = v3 / each;
            int j0 = Math.min((v0 - s0 * each) * LANES, columns - LANES);
            int j1 = Math.min((v1 - s1 * each) * LANES, columns - LANES);
            int j2 = Math.min((v2 - s2 * each) * LANES, columns - LANES);
            int j3 = Math.min((v3 - s3 * each) * LANES, columns - LANES);
            int b0 = bAt + s0 * bSegment + j0, b1 = bAt + s1 * bSegment + j1;
            int b2 = bAt + s2 * bSegment + j2, b3 = bAt + s3 * bSegment + j3;
            int c0 = cAt + s0 * cSegment + j0, c1 = cAt + s1 * cSegment + j1;
            int c2 = cAt + s2 * cSegment + j2, c3 = cAt + s3 * cSegment + j3;
            int strips = ceilDiv(rows, mostRows(wide));
            for (int s = 0; s < strips; s++) {
                int row = rows * s / strips;
                int high = rows * (s + 1) / strips - row;
                int down = row * cRow;
                tile(high, wide).run(depth, a, aAt, aRows, aFrom + row, b, bRows, bFrom, c, cRow, accumulate,
                        b0, c0 + down, b1, c1 + down, b2, c2 + down, b3, c3 + down);
            }
            long now = System.nanoTime();
            if (now - start > strips * NANOS_OF_TILE + NANOS_OF_SUM * rows * wide * depth) {
                cool(rows, wide);
            }
            start = now;
        }
    }

    /** Tries the tiles of one width again: the JIT compiler may have thrown their code away, to compile it anew. */
    private void cool(int rows, int vectors) {
        int strips = ceilDiv(rows, mostRows(vectors));
        for (int high = rows / strips; high <= ceilDiv(rows, strips); high++) {
            warmth[high][vectors].took(1, 0);
        }
    }

    private IndirectTile tile(int rows, int vectors) {
        IndirectTile tile = tiles[rows][vectors];
        if (tile == null) {
            tile = TileCompiler.compile(rows, vectors);
            tiles[rows][vectors] = tile; // a tile has no state, so any of several is as good
        }
        return tile;
    }

    /** Whether the tiles of one width are compiled. If they are not, they get some exercise, for so long at most. */
    private boolean isWarm(
            long nanos, int rows, int vectors, int depth,
            float[] a, int aAt, int[] aRows, int aFrom, float[] b, int bAt, int[] bRows, int bFrom) {
        int strips = ceilDiv(rows, mostRows(vectors));
        boolean warm = true;
        for (int high = rows / strips; high <= ceilDiv(rows, strips); high++) {
            Warmth w = warmth[high][vectors];
            long begin = w.isWarm() ? 0 : System.nanoTime();
            boolean accumulate = false;
            for (long now = begin; !w.isWarm() && now - begin < nanos;) {
                // By turns from zero and from C: a way that the compiler never saw taken it would not compile.
                accumulate = !accumulate;
                tile(high, vectors).run(Math.min(PROBE, depth), a, aAt, aRows, aFrom, b, bRows, bFrom, apart.get(), VECTORS * LANES,
                        accumulate, bAt, 0, bAt, LANES, bAt, 2 * LANES, bAt, 3 * LANES);
                long end = System.nanoTime();
                w.took(end - now, LIMIT);
                now = end;
            }
            warm &= w.isWarm();
        }
        return warm;
    }
}
