package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/**
 * y = x / (bias + alpha / size * s)^beta, where s is the sum of the squares of {@code size} neighbouring channels, from
 * floor((size - 1) / 2) before to ceil((size - 1) / 2) behind (Krizhevsky, Sutskever, Hinton: ImageNet classification
 * with deep convolutional neural networks; NIPS 2012). Attributes {@code size}, {@code alpha} (1e-4 where it is absent),
 * {@code beta} (0.75), {@code bias} (1); x has channels in axis 1, whose number must be known when it runs.
 */
public final class LocalResponse {
    private final long size;
    private final double alpha;
    private final double beta;
    private final double bias;

    private LocalResponse(Attributes a) {
        this.size = a.longValue("size");
        this.alpha = a.doubleValue("alpha", 1e-4) / size;
        this.beta = a.doubleValue("beta", 0.75);
        this.bias = a.doubleValue("bias", 1);
    }

    static final Op OP = Op.define("LRN", (in, attributes) -> {
        List<TensorType> same = TypeRules.unary(FLOATING).infer(in, attributes);
        TypeRules.require(in.get(0).shape().rank() >= 2, "x must have at least 2 axes, but is " + in.get(0));
        TypeRules.require(attributes.longValue("size") > 0, "size must be at least 1, but is "
                + attributes.longValue("size"));
        return same;
    })
            .decomposition((ops, in, attributes) -> {
                LocalResponse r = new LocalResponse(attributes);
                return List.of(in.get(0).mul(r.base(in.get(0)).pow(-r.beta)));
            })
            .vjp((ops, attributes, in, out, c) -> {
                LocalResponse r = new LocalResponse(attributes);
                Value x = in.get(0);
                Value base = r.base(x);
                // Channel j counts in the window of i as i does in the mirrored window of j.
                Value shared = window(c.get(0).mul(x).mul(base.pow(-r.beta - 1)), r.behind(), r.before());
                return List.of(c.get(0).mul(base.pow(-r.beta)).sub(x.mul(shared).mul(2 * r.alpha * r.beta)));
            })
            .onnx(Onnx.floating(1, (node, target) -> {
                LocalResponse r = new LocalResponse(node.attributes());
                target.node("LRN", Attributes.of("size", r.size, "alpha", r.alpha * r.size, "beta", r.beta, "bias", r.bias));
            }))
            .reading(n -> n.ops().apply("LRN", List.of(n.input(0)),
                    n.attributes().only(List.of("size", "alpha", "beta", "bias"))))
            .build();

    /** How many channels before a channel its window begins. */
    public static long before(long size) {
        return (size - 1) / 2;
    }

    private long before() {
        return before(size);
    }

    private long behind() {
        return size - 1 - before();
    }

    private Value base(Value x) {
        return window(x.square(), before(), behind()).mul(alpha).add(bias);
    }

    /** For each channel the sum over those from so many before to so many behind it. */
    private static Value window(Value x, long before, long behind) {
        Ops ops = x.ops();
        long channels = x.dim(1).length();
        List<Value> parts = new ArrayList<>();
        long first = Math.min(before, channels);
        long last = Math.min(behind, channels);
        if (first > 0) {
            parts.add(ops.full(x.dtype(), x.shape().with(1, Dim.of(first)), 0));
        }
        parts.add(x);
        if (last > 0) {
            parts.add(ops.full(x.dtype(), x.shape().with(1, Dim.of(last)), 0));
        }
        Value padded = parts.size() == 1 ? x : ops.concat(1, parts);
        Value sum = null;
        for (long shift = 0; shift <= first + last; shift++) {
            Value part = ops.slice(padded, new long[] {shift}, new long[] {shift + channels}, new int[] {1}, new long[] {1});
            sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }
}
