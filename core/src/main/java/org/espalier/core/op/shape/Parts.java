package org.espalier.core.op.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Cutting a tensor into parts, and joining copies of it. */
public final class Parts {
    private static final String SIZES = "split";
    private static final String COUNT = "num_outputs";

    private Parts() {}

    /**
     * The parts of an axis, one output each: of the lengths in the attribute {@code split}, or {@code num_outputs} of
     * them, of which all but the last have the same length, rounded up. An axis without a number yet can be cut into equal
     * parts only.
     */
    static final Op SPLIT = Op.define("Split", (in, attributes) -> {
        TypeRules.count(in, 1);
        Shape s = in.get(0).shape();
        int axis = s.axis(attributes.intValue("axis"));
        return sizes(in.get(0), axis, attributes).stream().map(size -> in.get(0).withShape(s.with(axis, size))).toList();
    })
            .decomposition((ops, in, attributes) -> split(ops, in.get(0), attributes))
            .vjp((ops, attributes, in, out, c) -> List.of(ops.concat(attributes.intValue("axis"), c)))
            .onnx(Onnx.all(2, Parts::writeSplit).and(1, TypeRules.FLOATING))
            .reading(Parts::readSplit)
            .build();

    private static List<Dim> sizes(TensorType x, int axis, Attributes attributes) {
        Dim length = x.shape().dim(axis);
        TypeRules.require(attributes.has(SIZES) != attributes.has(COUNT), "it takes one of the attributes " + SIZES + " and "
                + COUNT + ", but was given " + attributes.names());
        if (attributes.has(SIZES)) {
            long[] sizes = attributes.longs(SIZES);
            TypeRules.require(sizes.length > 0 && LongStream.of(sizes).allMatch(n -> n >= 0)
                            && length.equals(Dim.of(LongStream.of(sizes).sum())),
                    "the lengths " + Arrays.toString(sizes) + " must add up to that of axis " + axis + " of input " + x
                            + " (" + LongStream.of(sizes).sum() + " ≠ " + length + ")");
            return LongStream.of(sizes).mapToObj(Dim::of).toList();
        }
        int count = attributes.intValue(COUNT);
        TypeRules.require(count > 0, "num_outputs must be at least 1, but is " + count);
        Dim part = length.plus(count - 1).floorDiv(count);
        if (part.times(Dim.of(count)).equals(length)) {
            return Collections.nCopies(count, part);
        }
        Dim even = length.floorDiv(count);
        if (even.times(Dim.of(count)).equals(length)) {
            return Collections.nCopies(count, even);
        }
        TypeRules.require(length.isKnown(), "axis " + axis + " of input " + x + " cannot be cut into " + count
                + " equal parts before " + length + " is a number");
        long last = length.length() - part.length() * (count - 1);
        TypeRules.require(last >= 0, "axis " + axis + " of input " + x + " is too short for " + count + " parts of length "
                + part + " with the last one shorter");
        List<Dim> sizes = new ArrayList<>(Collections.nCopies(count, part));
        sizes.set(count - 1, Dim.of(last));
        return sizes;
    }

    private static List<Value> split(Ops ops, Value x, Attributes attributes) {
        int axis = x.shape().axis(attributes.intValue("axis"));
        List<Value> parts = new ArrayList<>();
        long from = 0;
        for (Dim size : sizes(x.type(), axis, attributes)) {
            long to = from + size.length();
            parts.add(ops.slice(x, new long[] {from}, new long[] {to}, new int[] {axis}, new long[] {1}));
            from = to;
        }
        return parts;
    }

    /** With lengths where they are known; otherwise all are equal, which ONNX assumes where it is told nothing else. */
    private static void writeSplit(Node node, OnnxTarget target) {
        int axis = Onnx.axis(node);
        Attributes attributes = Attributes.of("axis", axis);
        List<Dim> sizes = sizes(node.input(0).type(), axis, node.attributes());
        if (!sizes.stream().allMatch(Dim::isKnown)) {
            target.node("Split", target.opset() >= 18 ? attributes.with(COUNT, sizes.size()) : attributes);
            return;
        }
        long[] lengths = sizes.stream().mapToLong(Dim::length).toArray();
        if (target.opset() >= 13) {
            target.nodeWith("Split", attributes, Onnx.vector(lengths));
        } else {
            target.node("Split", attributes.with(SIZES, lengths));
        }
    }

    private static List<Value> readSplit(OnnxNode n) {
        int axis = Math.toIntExact(n.attributes().longValue("axis", 0));
        if (n.has(1)) {
            return n.ops().split(n.input(0), axis, n.constant(1).toLongs());
        }
        return n.attributes().has(SIZES)
                ? n.ops().split(n.input(0), axis, n.attributes().longs(SIZES))
                : n.ops().split(n.input(0), axis, Math.toIntExact(n.attributes().longValue(COUNT, n.outputs())));
    }

    /** As many copies side by side along each axis as the attribute {@code repeats} says. */
    static final Op TILE = Op.define("Tile", (in, attributes) -> {
        TypeRules.count(in, 1);
        long[] repeats = attributes.longs("repeats");
        Shape s = in.get(0).shape();
        TypeRules.require(repeats.length == s.rank() && LongStream.of(repeats).allMatch(n -> n >= 0), "repeats "
                + Arrays.toString(repeats) + " must have a number, at least 0, for each of the " + s.rank() + " axes of input "
                + in.get(0));
        for (int i = 0; i < repeats.length; i++) {
            s = s.with(i, s.dim(i).times(Dim.of(repeats[i])));
        }
        return List.of(in.get(0).withShape(s));
    })
            .decomposition((ops, in, attributes) -> List.of(tiled(in.get(0), attributes.longs("repeats"))))
            .onnx(Onnx.all(6, (node, target) -> target.nodeWith("Tile", Attributes.none(),
                    Onnx.vector(node.attributes().longs("repeats")))))
            .reading(Parts::readTile)
            .build();

    /** Before each axis an axis of copies, with which it is joined afterwards. */
    private static Value tiled(Value x, long[] repeats) {
        List<Dim> apart = new ArrayList<>();
        List<Dim> copied = new ArrayList<>();
        List<Dim> joined = new ArrayList<>();
        for (int i = 0; i < repeats.length; i++) {
            apart.addAll(List.of(Dim.of(1), x.dim(i)));
            copied.addAll(List.of(Dim.of(repeats[i]), x.dim(i)));
            joined.add(x.dim(i).times(Dim.of(repeats[i])));
        }
        return x.reshape(Shape.of(apart)).expand(Shape.of(copied)).reshape(Shape.of(joined));
    }

    /** Before opset 6 it took a number of copies and one axis. */
    private static List<Value> readTile(OnnxNode n) {
        if (n.opset() >= 6) {
            return List.of(n.ops().tile(n.input(0), n.constant(1).toLongs()));
        }
        long[] repeats = new long[n.input(0).rank()];
        Arrays.fill(repeats, 1);
        repeats[n.input(0).shape().axis(Math.toIntExact(n.constant(2).getLong(0)))] = n.constant(1).getLong(0);
        return List.of(n.ops().tile(n.input(0), repeats));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SPLIT, TILE);
    }
}
