package org.espalier.cpu.arith;

import org.espalier.backend.Philox;

/** Runs of the counter-based stream, exactly as {@link Philox} says, and what is made of its words. */
public interface RandomWords {
    /** Words of one block of the stream. */
    int BLOCK = 4;

    /**
     * Writes blocks of the stream one after the other.
     *
     * @param first the number of the first block, whose words are elements {@code 4 * first} and so on
     */
    void blocks(long seed, long step, int identity, int first, int count, int[] out, int at);

    /** Writes 1 for every word whose upper 24 bits, as a number, are less than the threshold, otherwise 0. */
    void below(int[] words, int at, int threshold, float[] out, int to, int n);

    /** The threshold below which a number with 24 bits in [0, 1) is less than p. */
    static int threshold(double p) {
        return (int) Math.ceil(p * 0x1p24);
    }
}
