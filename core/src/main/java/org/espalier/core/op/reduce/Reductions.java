package org.espalier.core.op.reduce;

import static org.espalier.core.op.reduce.ReductionRules.axes;
import static org.espalier.core.op.reduce.ReductionRules.reduction;
import static org.espalier.core.op.reduce.ReductionRules.spread;
import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.core.op.rule.TypeRules.SIGNED;
import static org.espalier.tensor.DType.U8;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;

/** Sums, means and extremes; see {@link ReductionRules} for the axes. */
public final class Reductions {
    private Reductions() {}

    static final Op SUM = Op.define("ReduceSum", reduction(SIGNED))
            .vjp((ops, attributes, in, out, c) -> List.of(
                    spread(c.get(0), in.get(0), attributes).expand(in.get(0).shape())))
            .onnx(ReductionRules.mapping("ReduceSum", 13))
            .reading(ReductionRules.reading())
            .build();

    /** The mean; of integers, cut towards 0. */
    static final Op MEAN = Op.define("ReduceMean", reduction(SIGNED))
            .vjp((ops, attributes, in, out, c) -> {
                Value x = in.get(0);
                double n = (double) x.shape().size() / out.get(0).shape().size();
                return List.of(spread(c.get(0).mul(1 / n), x, attributes).expand(x.shape()));
            })
            .onnx(ReductionRules.mapping("ReduceMean", 18))
            .reading(ReductionRules.reading())
            .build();

    /** The largest element, NaN if there is one. Elements that share the place share the gradient equally. */
    static final Op MAX = Op.define("ReduceMax", reduction(NUMERIC))
            .vjp((ops, attributes, in, out, c) -> List.of(toExtremes(in.get(0), out.get(0), c.get(0), attributes)))
            .onnx(ReductionRules.mapping("ReduceMax", 18).and(12, U8))
            .reading(ReductionRules.reading())
            .build();

    /** The smallest element, NaN if there is one. Elements that share the place share the gradient equally. */
    static final Op MIN = Op.define("ReduceMin", reduction(NUMERIC))
            .vjp((ops, attributes, in, out, c) -> List.of(toExtremes(in.get(0), out.get(0), c.get(0), attributes)))
            .onnx(ReductionRules.mapping("ReduceMin", 18).and(12, U8))
            .reading(ReductionRules.reading())
            .build();

    private static Value toExtremes(Value x, Value y, Value c, Attributes attributes) {
        Value hit = x.equal(spread(y, x, attributes));
        Value hits = hit.cast(x.dtype()).sum(true, axes(x.shape(), attributes));
        return where(hit, spread(c, x, attributes).div(hits).expand(x.shape()));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SUM, MEAN, MAX, MIN);
    }
}
