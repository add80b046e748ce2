package org.espalier.core.op.reduce;

import static org.espalier.core.op.reduce.ReductionRules.mapping;
import static org.espalier.core.op.reduce.ReductionRules.reading;
import static org.espalier.core.op.reduce.ReductionRules.reduction;
import static org.espalier.core.op.reduce.ReductionRules.spread;
import static org.espalier.core.op.rule.Gradients.whereNot;
import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;

/** Norms over axes; see {@link ReductionRules} for these. Of integers they are cut towards 0. */
public final class Norms {
    private Norms() {}

    /** The sum of absolute values; the derivative at 0 is 0. */
    static final Op L1 = Op.define("ReduceL1", reduction(SIGNED))
            .decomposition((ops, in, attributes) -> List.of(sum(in.get(0).abs(), attributes)))
            .onnx(mapping("ReduceL1", 18))
            .reading(reading())
            .build();

    /** The sum of squares. */
    static final Op SUM_SQUARE = Op.define("ReduceSumSquare", reduction(SIGNED))
            .decomposition((ops, in, attributes) -> List.of(sum(in.get(0).square(), attributes)))
            .onnx(mapping("ReduceSumSquare", 18))
            .reading(reading())
            .build();

    /** The root of the sum of squares; the derivative where all are 0 is 0. */
    static final Op L2 = Op.define("ReduceL2", reduction(SIGNED))
            .decomposition((ops, in, attributes) -> List.of(root(sum(in.get(0).square(), attributes))))
            .vjp((ops, attributes, in, out, c) -> {
                Value norm = spread(out.get(0), in.get(0), attributes);
                Value isZero = norm.equal(norm.constant(0));
                Value scaled = spread(c.get(0), in.get(0), attributes).div(ops.where(isZero, norm.constant(1), norm));
                return List.of(in.get(0).mul(whereNot(isZero, scaled)));
            })
            .onnx(mapping("ReduceL2", 18))
            .reading(reading())
            .build();

    private static Value sum(Value x, Attributes attributes) {
        return x.ops().apply1("ReduceSum", attributes, x);
    }

    private static Value root(Value x) {
        return x.dtype().isFloating() ? x.sqrt() : x.cast(DType.F64).sqrt().cast(x.dtype());
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(L1, SUM_SQUARE, L2);
    }
}
