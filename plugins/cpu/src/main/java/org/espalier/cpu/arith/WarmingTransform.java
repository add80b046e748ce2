package org.espalier.cpu.arith;

import org.espalier.cpu.warm.Warmth;

/** A transform in vectors that leaves all but one group to plain loops until it is compiled. */
public final class WarmingTransform implements LineTransform {
    /** Compiled, a few dozen nanoseconds; interpreted, some dozen microseconds. */
    private static final long LIMIT = 1_500;

    private final LineTransform vector;
    private final LineTransform plain;
    private final Warmth warmth = new Warmth();

    /** A transform, and one that gives the same bits. */
    public WarmingTransform(LineTransform vector, LineTransform plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void run(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        if (warmth.isWarm()) {
            vector.run(rows, n, from, at, source, to, toAt, target);
            return;
        }
        long start = System.nanoTime();
        vector.run(1, GROUP, from, at, source, to, toAt, target);
        warmth.took(System.nanoTime() - start, LIMIT);
        plain.run(rows, n, from, at, source, to, toAt, target);
    }
}
