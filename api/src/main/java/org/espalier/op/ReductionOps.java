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
}
