package org.espalier.core.op.rule;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/** Short forms of vector-Jacobian products for ops with one and two inputs and one output. */
public final class Gradients {
    private Gradients() {}

    /** The cotangent of the one input. */
    @FunctionalInterface
    public interface Unary {
        Value of(Value x, Value y, Value c);
    }

    /** The cotangent of one of two inputs. */
    @FunctionalInterface
    public interface Binary {
        Value of(Value a, Value b, Value y, Value c);
    }

    /** The rule of an op with one input. */
    public static Op.Vjp unary(Unary x) {
        return (ops, attributes, in, out, c) -> Collections.singletonList(x.of(in.get(0), out.get(0), c.get(0)));
    }

    /** The rule of an op with two inputs. */
    public static Op.Vjp binary(Binary a, Binary b) {
        return (ops, attributes, in, out, c) -> Arrays.asList(
                a.of(in.get(0), in.get(1), out.get(0), c.get(0)),
                b.of(in.get(0), in.get(1), out.get(0), c.get(0)));
    }

    /** The cotangent where a condition holds, otherwise 0: a selection, so that no infinity turns into NaN. */
    public static Value where(Value condition, Value c) {
        return c.ops().where(condition, c, c.constant(0));
    }

    /** The cotangent where a condition does not hold, otherwise 0. */
    public static Value whereNot(Value condition, Value c) {
        return c.ops().where(condition, c.constant(0), c);
    }

    /** A reduced value with axes of length 1 in the places of those that were reduced. */
    public static Value keepDims(Value reduced, Shape before, int[] axes) {
        Shape kept = before;
        for (int axis : axes) {
            kept = kept.with(axis, Dim.of(1));
        }
        return reduced.reshape(kept);
    }
}
