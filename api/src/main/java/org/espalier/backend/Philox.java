package org.espalier.backend;

import org.espalier.plugin.API;

/**
 * The counter-based generator behind all randomness: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random
 * numbers: as easy as 1, 2, 3; SC 2011). A pure function: element {@code i} of the stream (seed, step, identity) is
 * the same number on every backend, for any number of threads, and after a restart.
 *
 * <p>The key is the seed. The counter is {position / 4, low and high half of the step, identity hash}; the four
 * output words are four consecutive elements.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Philox {
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;

    private Philox() {}

    /** The 32-bit hash of a stable identity such as {@code encoder/dropout#0} (FNV-1a, then mixed). */
    public static int identity(String identity) {
        int h = 0x811C9DC5;
        for (int i = 0; i < identity.length(); i++) {
            h = (h ^ identity.charAt(i)) * 0x01000193;
        }
        h ^= h >>> 16;
        h *= 0x7feb352d;
        h ^= h >>> 15;
        h *= 0x846ca68b;
        return h ^ (h >>> 16);
    }

    /** Four words of the stream, written to out[0..3]: elements 4 * block to 4 * block + 3. */
    public static void block(long seed, long step, int identity, int block, int[] out) {
        block(seed, step, identity, block, out, 0);
    }

    /** Four words of the stream, written to out[at..at+3], for callers that write into a larger array. */
    public static void block(long seed, long step, int identity, int block, int[] out, int at) {
        block(block, (int) step, (int) (step >>> 32), identity, (int) seed, (int) (seed >>> 32), out, at);
    }

    /** The bare function: a counter of four words and a key of two; the result is written to out[at..at+3]. */
    public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] out, int at) {
        for (int round = 0; round < 10; round++) {
            long p0 = M0 * (c0 & 0xffffffffL);
            long p1 = M1 * (c2 & 0xffffffffL);
            int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            c0 = n0;
            c2 = n2;
            k0 += W0;
            k1 += W1;
        }
        out[at] = c0;
        out[at + 1] = c1;
        out[at + 2] = c2;
        out[at + 3] = c3;
    }

    /** Word i of the stream. For single draws; runs of elements take whole blocks. */
    public static int word(long seed, long step, int identity, int i) {
        int[] four = new int[4];
        block(seed, step, identity, i >>> 2, four);
        return four[i & 3];
    }

    /** A word as a number in [0, 1) with 24 bits, exact in f32 and f64. */
    public static double uniform(int word) {
        return (word >>> 8) * 0x1p-24;
    }

    /**
     * Two words as a standard normal number (Box, Muller 1958). Element i of a normal stream is made from words 2i
     * and 2i + 1.
     */
    public static double normal(int first, int second) {
        double u = ((first >>> 8) + 0.5) * 0x1p-24;
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * cosine(uniform(second));
    }

    /**
     * The cosine of an angle in turns, at least 0 and below 1. The library's allocates from JDK 21 on; here a whole
     * number of quarters is taken off first, which is exact, and the rest is at most an eighth.
     */
    private static double cosine(double turns) {
        int quarters = (int) Math.rint(4 * turns);
        double angle = 2 * Math.PI * (turns - 0.25 * quarters);
        double size = quarters % 2 == 0 ? series(angle, 1) : angle * series(angle, 2);
        return quarters == 1 || quarters == 2 ? -size : size;
    }

    /** 1 - x²/n(n+1) · (1 - x²/(n+2)(n+3) · (…)): from 1 on the cosine, from 2 on the sine over x. */
    private static double series(double x, int from) {
        double sum = 1;
        for (int n = from + 18; n >= from; n -= 2) {
            sum = 1 - x * x / (n * (n + 1)) * sum;
        }
        return sum;
    }
}
