package org.espalier.core.op.reduce;

import static org.espalier.core.op.reduce.ReductionRules.mapping;
import static org.espalier.core.op.reduce.ReductionRules.reading;
import static org.espalier.core.op.reduce.ReductionRules.reduction;
import static org.espalier.core.op.reduce.ReductionRules.spread;
import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;

/** Logarithms of sums over axes; see {@link ReductionRules} for these. Of integers they are cut towards 0. */
public final class LogReductions {
    private LogReductions() {}

    /** The logarithm of the sum. */
    static final Op LOG_SUM = Op.define("ReduceLogSum", reduction(SIGNED))
            .decomposition((ops, in, attributes) -> {
                Value sum = ops.apply1("ReduceSum", attributes, in.get(0));
                return List.of(sum.dtype().isFloating() ? sum.log() : sum.cast(DType.F64).log().cast(sum.dtype()));
            })
            .onnx(mapping("ReduceLogSum", 18))
            .reading(reading())
            .build();

    /**
     * The logarithm of the sum of exponentials, without overflow: they are taken of the distances from the largest.
     * Where all are -inf, or there are none, it is -inf, and the derivative is 0.
     */
    static final Op LOG_SUM_EXP = Op.define("ReduceLogSumExp", reduction(SIGNED))
            .decomposition((ops, in, attributes) -> List.of(logSumExp(ops, in.get(0), attributes)))
            .vjp((ops, attributes, in, out, c) -> {
                Value y = spread(out.get(0), in.get(0), attributes);
                Value none = y.equal(y.constant(Double.NEGATIVE_INFINITY));
                Value share = in.get(0).sub(ops.where(none, y.constant(0), y)).exp();
                return List.of(spread(c.get(0), in.get(0), attributes).mul(share));
            })
            .onnx(mapping("ReduceLogSumExp", 18))
            .reading(reading())
            .build();

    private static Value logSumExp(Ops ops, Value x, Attributes attributes) {
        if (!x.dtype().isFloating()) {
            return ops.apply1("ReduceLogSumExp", attributes, x.cast(DType.F64)).cast(x.dtype());
        }
        Value max = ops.apply1("ReduceMax", attributes, x);
        // An infinite one would turn distances into NaN, and none is needed then.
        Value shift = ops.where(max.abs().less(Double.POSITIVE_INFINITY), max, max.constant(0));
        Value sum = ops.apply1("ReduceSum", attributes, x.sub(spread(shift, x, attributes)).exp());
        return sum.log().add(shift);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(LOG_SUM, LOG_SUM_EXP);
    }
}
