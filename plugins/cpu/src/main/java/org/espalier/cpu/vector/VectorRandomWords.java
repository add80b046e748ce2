package org.espalier.cpu.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.RandomWords;
import org.espalier.cpu.warm.Warmth;

/** The counter-based stream, as many blocks at once as there are 64-bit lanes: each of a block's four words is a vector. */
final class VectorRandomWords implements RandomWords {
    private static final VectorSpecies<Long> S = Vectors.LONGS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_LONGS;
    private static final VectorSpecies<Integer> INTS = Vectors.INTS;
    private static final int WORDS = INTS.length();
    private static final int ROUNDS = 10;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final long W0 = 0x9E3779B9L;
    private static final long W1 = 0xBB67AE85L;
    private static final long LOW = 0xffffffffL;
    private static final int ONE = 0x3f800000;
    /** The lower half of the lanes, and the upper half, each lane twice. */
    private static final VectorShuffle<Long> FIRST = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorShuffle<Long> SECOND = VectorShuffle.fromOp(S, i -> LANES / 2 + i / 2);
    private static final long[] EVEN = alternating(0);
    private static final long[] ODD = alternating(1);
    private static final long[] COUNT = count();
    /** Vectors of the first run, and a time that only compiled code keeps within. */
    private static final int PROBE = 2;
    private static final long LIMIT = 1_000;

    private final RandomWords plain;
    private final Warmth warmth = new Warmth();
    private final Warmth warmthOfBelow = new Warmth();

    VectorRandomWords(RandomWords plain) {
        this.plain = plain;
    }

    private static long[] alternating(int first) {
        long[] masks = new long[LANES];
        for (int i = first; i < LANES; i += 2) {
            masks[i] = -1;
        }
        return masks;
    }

    private static long[] count() {
        long[] count = new long[LANES];
        for (int i = 0; i < LANES; i++) {
            count[i] = i;
        }
        return count;
    }

    @Override
    public void blocks(long seed, long step, int identity, int first, int count, int[] out, int at) {
        int whole = count - count % LANES;
        if (!warmth.isWarm()) {
            whole = Math.min(whole, PROBE * LANES);
            long start = System.nanoTime();
            vectors(seed, step, identity, first, whole, out, at);
            if (whole == PROBE * LANES) {
                warmth.took(System.nanoTime() - start, LIMIT);
            }
        } else {
            vectors(seed, step, identity, first, whole, out, at);
        }
        plain.blocks(seed, step, identity, first + whole, count - whole, out, at + BLOCK * whole);
    }

    private static void vectors(long seed, long step, int identity, int first, int count, int[] out, int at) {
        LongVector low = LongVector.broadcast(S, LOW);
        LongVector even = LongVector.fromArray(S, EVEN, 0);
        LongVector odd = LongVector.fromArray(S, ODD, 0);
        for (int b = 0; b < count; b += LANES) {
            LongVector c0 = LongVector.fromArray(S, COUNT, 0).add(first + b);
            LongVector c1 = LongVector.broadcast(S, step & LOW);
            LongVector c2 = LongVector.broadcast(S, step >>> 32);
            LongVector c3 = LongVector.broadcast(S, identity & LOW);
            long k0 = seed & LOW;
            long k1 = seed >>> 32;
            for (int round = 0; round < ROUNDS; round++) {
                LongVector p0 = ((LongVector) EXACT.cast(c0)).mul(M0);
                LongVector p1 = ((LongVector) EXACT.cast(c2)).mul(M1);
                c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, k0);
                c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, k1);
                c1 = p1.and(low);
                c3 = p0.and(low);
                k0 = k0 + W0 & LOW;
                k1 = k1 + W1 & LOW;
            }
            // Two words a lane, then the pairs of a block side by side.
            LongVector front = ((LongVector) EXACT.cast(c1)).lanewise(VectorOperators.LSHL, 32).or(c0);
            LongVector back = ((LongVector) EXACT.cast(c3)).lanewise(VectorOperators.LSHL, 32).or(c2);
            int to = at + BLOCK * b;
            front.rearrange(FIRST).and(even).or(back.rearrange(FIRST).and(odd)).reinterpretAsInts().intoArray(out, to);
            front.rearrange(SECOND).and(even).or(back.rearrange(SECOND).and(odd)).reinterpretAsInts()
                    .intoArray(out, to + WORDS);
        }
    }

    @Override
    public void below(int[] words, int at, int threshold, float[] out, int to, int n) {
        int whole = n - n % WORDS;
        if (!warmthOfBelow.isWarm()) {
            whole = Math.min(whole, PROBE * WORDS);
            long start = System.nanoTime();
            below(words, at, threshold, whole, out, to);
            if (whole == PROBE * WORDS) {
                warmthOfBelow.took(System.nanoTime() - start, LIMIT);
            }
        } else {
            below(words, at, threshold, whole, out, to);
        }
        plain.below(words, at + whole, threshold, out, to + whole, n - whole);
    }

    private static void below(int[] words, int at, int threshold, int n, float[] out, int to) {
        for (int i = 0; i < n; i += WORDS) {
            // The sign of the difference, as a mask.
            IntVector.fromArray(INTS, words, at + i).lanewise(VectorOperators.LSHR, 8).sub(threshold)
                    .lanewise(VectorOperators.ASHR, 31).and(ONE).reinterpretAsFloats().intoArray(out, to + i);
        }
    }
}
