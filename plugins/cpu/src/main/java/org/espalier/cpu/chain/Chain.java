package org.espalier.cpu.chain;

/** A {@link Program} as code. Stateless; every element is read before its results are written. */
public interface Chain {
    /**
     * Computes {@code n} elements.
     *
     * @param reals the arrays of the real inputs, then of the real results
     * @param realAt where each of them begins
     * @param truths the arrays of the logical inputs, then of the logical results
     * @param truthAt where each of them begins
     * @param numbers what is the same for all elements
     */
    default void run(float[][] reals, int[] realAt, boolean[][] truths, int[] truthAt, float[] numbers, int n) {
        run(reals, realAt, truths, truthAt, numbers, 0, n, n);
    }

    /**
     * Computes the elements from one to another, in vectors as far as whole ones fit before the middle, one by one from
     * there on.
     */
    void run(float[][] reals, int[] realAt, boolean[][] truths, int[] truthAt, float[] numbers, int from, int middle, int to);
}
