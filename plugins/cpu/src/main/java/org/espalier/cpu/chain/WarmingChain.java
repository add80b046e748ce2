package org.espalier.cpu.chain;

import org.espalier.cpu.warm.Warmth;

/** A chain whose vector code is not used for more than a few vectors of each call until the JIT has compiled it. */
final class WarmingChain implements Chain {
    private static final int PROBE = 4;
    /** A compiled step takes about one nanosecond for a vector, an interpreted one hundreds. */
    private static final long NANOS_A_STEP = 25;
    private static final long NANOS_A_CALL = 150;

    private final Chain chain;
    private final int probe;
    private final long limit;
    private final Warmth warmth = new Warmth();

    WarmingChain(Chain chain, int width, int steps) {
        this.chain = chain;
        this.probe = PROBE * width;
        this.limit = NANOS_A_CALL + NANOS_A_STEP * PROBE * (steps + 2);
    }

    @Override
    public void run(float[][] reals, int[] realAt, boolean[][] truths, int[] truthAt, float[] numbers, int from, int middle, int to) {
        if (warmth.isWarm()) {
            chain.run(reals, realAt, truths, truthAt, numbers, from, middle, to);
            return;
        }
        int part = Math.min(probe, middle - from);
        long start = System.nanoTime();
        chain.run(reals, realAt, truths, truthAt, numbers, from, from + part, from + part);
        long nanos = System.nanoTime() - start;
        chain.run(reals, realAt, truths, truthAt, numbers, from + part, from + part, to);
        if (part == probe) {
            warmth.took(nanos, limit);
        }
    }
}
