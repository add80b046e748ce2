package org.espalier.core.op.shape;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Elements of an image [batch, channels, height, width] moved between channels and square blocks whose side is the
 * attribute {@code blocksize}.
 */
public final class Blocks {
    private static final String BY_PLACE = "DCR";
    private static final String BY_CHANNEL = "CRD";

    private Blocks() {}

    /**
     * Attribute {@code mode}: {@code DCR} where the place in the block is the outer part of a channel's number, {@code CRD}
     * where the new channel is. DCR where it is left out.
     */
    static final Op DEPTH_TO_SPACE = Op.define("DepthToSpace", Blocks::toSpaceType)
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                Dim b = Dim.of(attributes.longValue("blocksize"));
                Dim channels = x.dim(1).floorDiv(b.times(b));
                boolean byPlace = mode(attributes).equals(BY_PLACE);
                Shape parts = byPlace
                        ? Shape.of(x.dim(0), b, b, channels, x.dim(2), x.dim(3))
                        : Shape.of(x.dim(0), channels, b, b, x.dim(2), x.dim(3));
                Value moved = byPlace ? x.reshape(parts).transpose(0, 3, 4, 1, 5, 2) : x.reshape(parts).transpose(0, 1, 4, 2, 5, 3);
                return List.of(moved.reshape(toSpace(x.shape(), b.length())));
            })
            .onnx(Onnx.needing(node -> mode(node.attributes()).equals(BY_PLACE) ? 1 : 11,
                    Onnx.all(1, Blocks::writeDepthToSpace)))
            .reading(Blocks::readDepthToSpace)
            .build();

    /** The place in the block becomes the outer part of a channel's number: the way back of DepthToSpace in the mode DCR. */
    static final Op SPACE_TO_DEPTH = Op.define("SpaceToDepth", Blocks::toDepthType)
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                Dim b = Dim.of(attributes.longValue("blocksize"));
                Shape parts = Shape.of(x.dim(0), x.dim(1), x.dim(2).floorDiv(b), b, x.dim(3).floorDiv(b), b);
                return List.of(x.reshape(parts).transpose(0, 3, 5, 1, 2, 4).reshape(toDepth(x.shape(), b.length())));
            })
            .onnx(Onnx.all(1, (node, target) -> target.node("SpaceToDepth", node.attributes().only(List.of("blocksize")))))
            .reading(node -> List.of(node.ops().spaceToDepth(node.input(0), node.attributes().intValue("blocksize"))))
            .build();

    private static String mode(Attributes attributes) {
        return attributes.string("mode", BY_PLACE);
    }

    private static long blocksize(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        TypeRules.rank(4, "input", in.get(0));
        long b = attributes.longValue("blocksize");
        TypeRules.require(b >= 1, "blocksize must be at least 1, but is " + b);
        return b;
    }

    private static List<TensorType> toSpaceType(List<TensorType> in, Attributes attributes) {
        long b = blocksize(in, attributes);
        String mode = mode(attributes);
        TypeRules.require(mode.equals(BY_PLACE) || mode.equals(BY_CHANNEL), "mode must be " + BY_PLACE + " or " + BY_CHANNEL
                + ", but is '" + mode + "'");
        requireDivisible(in.get(0), 1, b * b);
        return List.of(in.get(0).withShape(toSpace(in.get(0).shape(), b)));
    }

    private static List<TensorType> toDepthType(List<TensorType> in, Attributes attributes) {
        long b = blocksize(in, attributes);
        requireDivisible(in.get(0), 2, b);
        requireDivisible(in.get(0), 3, b);
        return List.of(in.get(0).withShape(toDepth(in.get(0).shape(), b)));
    }

    private static void requireDivisible(TensorType x, int axis, long divisor) {
        Dim length = x.shape().dim(axis);
        TypeRules.require(!length.isKnown() || length.length() % divisor == 0, "axis " + axis + " of input " + x
                + " must be divisible by " + divisor + ", as the blocksize demands");
    }

    private static Shape toSpace(Shape x, long b) {
        return Shape.of(x.dim(0), x.dim(1).floorDiv(b * b), x.dim(2).times(b), x.dim(3).times(b));
    }

    private static Shape toDepth(Shape x, long b) {
        return Shape.of(x.dim(0), x.dim(1).times(b * b), x.dim(2).floorDiv(b), x.dim(3).floorDiv(b));
    }

    private static void writeDepthToSpace(Node node, OnnxTarget target) {
        Attributes written = node.attributes().only(List.of("blocksize"));
        target.node("DepthToSpace", target.opset() < 11 ? written : written.with("mode", mode(node.attributes())));
    }

    private static List<Value> readDepthToSpace(OnnxNode node) {
        return List.of(node.ops().depthToSpace(node.input(0), node.attributes().intValue("blocksize"), mode(node.attributes())));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(DEPTH_TO_SPACE, SPACE_TO_DEPTH);
    }
}
