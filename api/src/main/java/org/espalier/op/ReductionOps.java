package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Reductions; over all axes where none are given. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ReductionOps extends OpCalls {
    default Value reduceSum(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceSum", x, keepDims, axes);
    }

    default Value reduceMean(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMean", x, keepDims, axes);
    }

    default Value reduceMax(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMax", x, keepDims, axes);
    }

    default Value reduceMin(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMin", x, keepDims, axes);
    }

    default Value reduceProd(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceProd", x, keepDims, axes);
    }

    /** The sum of absolute values. */
    default Value reduceL1(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceL1", x, keepDims, axes);
    }

    /** The root of the sum of squares. */
    default Value reduceL2(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceL2", x, keepDims, axes);
    }

    default Value reduceSumSquare(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceSumSquare", x, keepDims, axes);
    }

    /** The logarithm of the sum. */
    default Value reduceLogSum(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceLogSum", x, keepDims, axes);
    }

    /** The logarithm of the sum of exponentials, without overflow. */
    default Value reduceLogSumExp(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceLogSumExp", x, keepDims, axes);
    }

    private Value reduce(String op, Value x, boolean keepDims, int... axes) {
        int[] all = axes;
        if (axes.length == 0) {
            all = new int[x.rank()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
        }
        return apply1(op, Attributes.of("axes", all, "keepdims", keepDims), x);
    }

    /** The index (i64) of the first largest element along an axis. */
    default Value argMax(Value x, int axis, boolean keepDims) {
        return apply1("ArgMax", Attributes.of("axis", axis, "keepdims", keepDims), x);
    }

    /** The index (i64) of the first smallest element along an axis. */
    default Value argMin(Value x, int axis, boolean keepDims) {
        return apply1("ArgMin", Attributes.of("axis", axis, "keepdims", keepDims), x);
    }
}
