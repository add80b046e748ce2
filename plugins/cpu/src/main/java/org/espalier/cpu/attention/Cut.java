package org.espalier.cpu.attention;

import org.espalier.cpu.arith.Runs;

/**
 * A length cut into blocks of one size, but for the last one.
 *
 * <p>A block of scores, and of their cotangents, stays in the second-level cache with the keys and values that it is made
 * of. Queries are transposed for every block of keys, so the latter are the longer ones.
 */
record Cut(int length, int block) {
    /** Queries of a block. */
    static final int MOST_QUERIES = 128;
    static final int LEAST_QUERIES = 64;
    /** Blocks of queries in which all threads find work. */
    static final int UNITS = 16;
    /** Keys that make one block. */
    static final int WHOLE_KEYS = 512;
    /** Keys of a block where there are more. */
    static final int MOST_KEYS = 256;

    /** Blocks of about equal size, none larger than {@code most}. */
    static Cut of(int length, int most) {
        int count = (length + most - 1) / most;
        return new Cut(length, (length + count - 1) / count);
    }

    int count() {
        return (length + block - 1) / block;
    }

    int start(int i) {
        return i * block;
    }

    int size(int i) {
        return Math.min(block, length - i * block);
    }

    /** 0 for a block of full size, 1 for a smaller one. */
    int kind(int i) {
        return size(i) == block ? 0 : 1;
    }

    /** The size of the last block. */
    int last() {
        return size(count() - 1);
    }

    /** The size of a block, filled up to whole vectors. */
    int padded() {
        return padded(block);
    }

    static int padded(int n) {
        return (n + Runs.LANES - 1) / Runs.LANES * Runs.LANES;
    }
}
