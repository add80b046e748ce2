package org.espalier.core.op.rule;

import java.util.function.UnaryOperator;
import org.espalier.graph.Value;

/**
 * The cotangent of an input that several outputs depend on: a sum with a term for each output's cotangent, less those
 * that are known to be zeros, so that outputs which nothing uses cost nothing.
 */
public final class Cotangent {
    private Value sum;

    /** Adds what a cotangent of an output contributes, unless it is zeros, or null for them. */
    public Cotangent plus(Value ofOutput, UnaryOperator<Value> term) {
        if (ofOutput != null && !ofOutput.ops().isZero(ofOutput)) {
            Value t = term.apply(ofOutput);
            sum = sum == null ? t : sum.add(t);
        }
        return this;
    }

    /** The sum, broadcast to the input's shape, or null where nothing was added. */
    public Value of(Value input) {
        return sum == null ? null : sum.expand(input.shape());
    }
}
