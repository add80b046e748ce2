package org.espalier.cpu.arith;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.warm.Warmth;

/** A block function of vectors that leaves most of a block to plain loops until it is compiled. */
public final class WarmingBlock implements BlockFunction {
    private static final int PROBE = 64;
    /** Compiled, a few nanoseconds a vector; interpreted, thousands. */
    private static final long LIMIT = 2_000;

    private final BlockFunction vector;
    private final BlockFunction plain;
    private final Warmth warmth = new Warmth();
    private final ThreadLocal<int[]> offsets = ThreadLocal.withInitial(() -> new int[2]);

    /** A function of at most two inputs, and one that gives the same bits. */
    public WarmingBlock(BlockFunction vector, BlockFunction plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void apply(float[][] in, int[] inOffsets, float[] out, int outOffset, int n) {
        if (warmth.isWarm() || n < PROBE) {
            vector.apply(in, inOffsets, out, outOffset, n);
            return;
        }
        long start = System.nanoTime();
        vector.apply(in, inOffsets, out, outOffset, PROBE);
        warmth.took(System.nanoTime() - start, LIMIT);
        int[] rest = offsets.get();
        for (int i = 0; i < rest.length && i < in.length; i++) {
            rest[i] = inOffsets[i] + PROBE;
        }
        plain.apply(in, rest, out, outOffset + PROBE, n - PROBE);
    }
}
