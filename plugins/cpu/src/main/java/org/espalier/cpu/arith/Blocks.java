package org.espalier.cpu.arith;

import org.espalier.backend.BlockFunction;

/**
 * Element-wise functions over runs of f32 elements. Truth values are 1 and 0. NaN goes in and out as everywhere in IEEE
 * 754; its payload is not specified.
 */
public interface Blocks {
    /** {@code a + b}. */
    BlockFunction add();

    /** {@code a - b}. */
    BlockFunction sub();

    /** {@code a * b}. */
    BlockFunction mul();

    /** {@code a / b}. */
    BlockFunction div();

    /** The larger one, as {@link Math#max(float, float)}: NaN if either is, and 0 above -0. */
    BlockFunction max();

    /** The smaller one, as {@link Math#min(float, float)}. */
    BlockFunction min();

    /** {@link Power#pow}. */
    BlockFunction pow();

    /** {@code -a}. */
    BlockFunction neg();

    /** The absolute value. */
    BlockFunction abs();

    /** As {@link Math#signum(float)}. */
    BlockFunction sign();

    /** The square root, correctly rounded. */
    BlockFunction sqrt();

    /** {@code 1 / a}. */
    BlockFunction reciprocal();

    /** {@link FloatMath#exp}. */
    BlockFunction exp();

    /** {@link FloatMath#log}. */
    BlockFunction log();

    /** {@link FloatMath#tanh}. */
    BlockFunction tanh();

    /** {@link FloatMath#sigmoid}. */
    BlockFunction sigmoid();

    /** {@link FloatMath#softplus}. */
    BlockFunction softplus();

    /** {@link FloatMath#erf}. */
    BlockFunction erf();

    /** {@code a / (1 + |a|)}, and its limits at the infinities. */
    BlockFunction softsign();

    /** The larger one of a and 0. */
    BlockFunction relu();

    /** {@code a > 0 ? a : slope * a}. */
    BlockFunction leakyRelu(float slope);

    /** {@code a < least ? least : a > most ? most : a}. */
    BlockFunction clip(float least, float most);

    /** {@code a == b}. */
    BlockFunction equal();

    /** {@code a > b}. */
    BlockFunction greater();

    /** {@code a < b}. */
    BlockFunction less();

    /** {@code a != 0}. */
    BlockFunction truth();

    /** Both truth values. */
    BlockFunction and();

    /** Either truth value. */
    BlockFunction or();

    /** The other truth value. */
    BlockFunction not();

    /** {@code condition ? a : b}. */
    BlockFunction where();

    /** The number; of a truth value 1 or 0. */
    BlockFunction copy();
}
