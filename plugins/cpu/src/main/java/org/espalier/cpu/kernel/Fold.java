package org.espalier.cpu.kernel;

/** Makes one number of many, by way of partial results whose order is fixed. */
interface Fold {
    /** The result of no elements. */
    float start();

    /** Folds at most a group of consecutive elements. */
    float run(float[] a, int at, int n);

    /** Folds the results of groups. */
    float groups(float[] partial, int at, int count);

    /** Folds rows of {@code n} elements, one after the other, onto the results that {@code out} holds. */
    void rows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt);

    /** Makes the result of so many elements of what was folded. */
    void finish(float[] out, int at, int n, int count);
}
