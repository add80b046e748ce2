package org.espalier.cpu.plain;

import org.espalier.backend.Philox;
import org.espalier.cpu.arith.RandomWords;

/** The counter-based stream, block by block. */
public final class PlainRandomWords implements RandomWords {
    private static final int ONE = 0x3f800000;

    @Override
    public void blocks(long seed, long step, int identity, int first, int count, int[] out, int at) {
        for (int b = 0; b < count; b++) {
            Philox.block(seed, step, identity, first + b, out, at + BLOCK * b);
        }
    }

    @Override
    public void below(int[] words, int at, int threshold, float[] out, int to, int n) {
        for (int i = 0; i < n; i++) {
            // The sign of the difference, without a branch that nobody could foresee.
            out[to + i] = Float.intBitsToFloat(((words[at + i] >>> 8) - threshold) >> 31 & ONE);
        }
    }
}
