package org.espalier.cpu.attention;

/**
 * The numbers of the inputs of attention, and of what its gradient has more.
 *
 * @param q queries, and the output that their cotangents are
 * @param k keys
 * @param v values
 * @param mask the mask, if there is one
 * @param y results, an input of the gradient
 * @param logarithms the residual
 * @param ofY the cotangents of the results
 * @param ofLogarithms the cotangents of the residual
 */
record Operands(int q, int k, int v, int mask, int y, int logarithms, int ofY, int ofLogarithms) {
    /** Queries, keys and values each by themselves. */
    static final Operands APART = new Operands(0, 1, 2, 3, -1, -1, -1, -1);
    /** All in one. */
    static final Operands TOGETHER = new Operands(0, 0, 0, 1, -1, -1, -1, -1);
    /** Those of the gradient of the former. */
    static final Operands GRADIENT_APART = new Operands(0, 1, 2, 7, 3, 4, 5, 6);
    /** Those of the gradient of the latter. */
    static final Operands GRADIENT_TOGETHER = new Operands(0, 0, 0, 5, 1, 2, 3, 4);

    /** How many cotangents of queries, keys and values there are. */
    int gradients() {
        return v + 1;
    }
}
