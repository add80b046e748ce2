package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Normalizations of each example over groups of channels and all that lies behind axis 1; scale and B have an element
 * for each channel. Both are layer normalizations under another shape, which is their decomposition and gradient.
 */
final class GroupedNormalizations {
    private GroupedNormalizations() {}

    /** Each channel by itself (Ulyanov, Vedaldi, Lempitsky: Instance normalization; 2016). */
    static final Op INSTANCE = Op.define("InstanceNormalization", (in, attributes) -> type(in, 3))
            .decomposition((ops, in, attributes) -> {
                Shape s = in.get(0).shape();
                return List.of(normalized(in, Shape.of(s.dim(0), s.dim(1), behind(s)), Shape.of(s.dim(1), Dim.of(1)),
                        attributes));
            })
            .onnx(Onnx.floating(6, OnnxMapping.same("InstanceNormalization", "epsilon")))
            .reading(n -> n.ops().apply("InstanceNormalization", List.of(n.input(0), n.input(1), n.input(2)),
                    n.attributes().only(List.of("epsilon"))))
            .build();

    /** The attribute {@code num_groups} of neighbouring channels together (Wu, He: Group normalization; ECCV 2018). */
    static final Op GROUP = Op.define("GroupNormalization", (in, attributes) -> {
        List<TensorType> same = type(in, 2);
        groups(in.get(0).shape(), attributes);
        return same;
    })
            .decomposition((ops, in, attributes) -> {
                Shape s = in.get(0).shape();
                Dim groups = groups(s, attributes);
                Dim size = s.dim(1).floorDiv(groups);
                return List.of(normalized(in, Shape.of(s.dim(0), groups, size, behind(s)),
                        Shape.of(groups, size, Dim.of(1)), attributes));
            })
            .onnx(Onnx.floating(21, OnnxMapping.same("GroupNormalization", "epsilon", "num_groups")))
            .reading(GroupedNormalizations::readGroup)
            .build();

    private static List<TensorType> type(List<TensorType> in, int leastAxes) {
        TypeRules.count(in, 3);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        TypeRules.require(x.shape().rank() >= leastAxes, "x must have at least " + leastAxes + " axes, but is " + x);
        Channels.require("scale", in.get(1), x);
        Channels.require("B", in.get(2), x);
        return List.of(x);
    }

    private static Dim groups(Shape x, Attributes attributes) {
        long groups = attributes.longValue("num_groups");
        TypeRules.require(groups > 0 && x.dim(1).floorDiv(groups).times(groups).equals(x.dim(1)), "the " + x.dim(1)
                + " channels of x must be a multiple of num_groups, which is " + groups);
        return Dim.of(groups);
    }

    private static Dim behind(Shape x) {
        return x.slice(2, x.rank()).count();
    }

    /** Normalizes over the axes from 2 on of another shape. */
    private static Value normalized(List<Value> in, Shape parts, Shape channels, Attributes attributes) {
        Value x = in.get(0);
        return x.ops().apply("LayerNormalization",
                List.of(x.reshape(parts), in.get(1).reshape(channels), in.get(2).reshape(channels)),
                attributes.only(List.of("epsilon")).with("axis", 2)).get(0).reshape(x.shape());
    }

    /** Before opset 21 scale and bias had an element for each group. */
    private static List<Value> readGroup(OnnxNode n) {
        Value x = n.input(0);
        Attributes a = n.attributes().only(List.of("epsilon", "num_groups"));
        TypeRules.require(n.attributes().longValue("stash_type", 1) == 1, "stash_type must be 1 (f32), but is "
                + n.attributes().longValue("stash_type", 1));
        Value scale = n.input(1);
        Value bias = n.input(2);
        if (n.opset() < 21) {
            scale = spread(scale, x, a);
            bias = spread(bias, x, a);
        }
        return n.ops().apply("GroupNormalization", List.of(x, scale, bias), a);
    }

    private static Value spread(Value perGroup, Value x, Attributes attributes) {
        Dim groups = groups(x.shape(), attributes);
        return perGroup.reshape(Shape.of(groups, Dim.of(1)))
                .expand(Shape.of(groups, x.dim(1).floorDiv(groups)))
                .reshape(Shape.of(x.dim(1)));
    }

    /** The ops of this table. */
    static List<Op> all() {
        return List.of(INSTANCE, GROUP);
    }
}
