package org.espalier.cpu.chain;

/**
 * Writes the code of one turn of a chain's loop. Each method leaves its result on the stack; arguments are numbers of
 * values, which are converted between truth and number where the method wants the other (a truth value is 1 or 0, a number
 * is true where it is not 0).
 */
public interface Emitter {
    /** {@code a + b}. */
    void add(int a, int b);

    /** {@code a - b}. */
    void sub(int a, int b);

    /** {@code a * b}. */
    void mul(int a, int b);

    /** {@code a / b}. */
    void div(int a, int b);

    /** As {@link Math#max(float, float)}. */
    void max(int a, int b);

    /** As {@link Math#min(float, float)}. */
    void min(int a, int b);

    /** {@code -a}. */
    void neg(int a);

    /** The absolute value. */
    void abs(int a);

    /** The square root, correctly rounded. */
    void sqrt(int a);

    /** {@code 1 / a}. */
    void reciprocal(int a);

    /** As {@link Math#signum(float)}. */
    void sign(int a);

    /** The larger one of a and 0. */
    void relu(int a);

    /** {@code a > 0 ? a : slope * a}. */
    void leakyRelu(int a, float slope);

    /** {@code a < least ? least : a > most ? most : a}. */
    void clip(int a, float least, float most);

    /** {@code a == b}. */
    void equal(int a, int b);

    /** {@code a > b}. */
    void greater(int a, int b);

    /** {@code a < b}. */
    void less(int a, int b);

    /** {@code a != 0}. */
    void truth(int a);

    /** Both. */
    void and(int a, int b);

    /** Either. */
    void or(int a, int b);

    /** Not. */
    void not(int a);

    /** {@code condition ? a : b}. */
    void where(int condition, int a, int b);

    /** The number. */
    void real(int a);
}
