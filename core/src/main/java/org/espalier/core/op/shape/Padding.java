package org.espalier.core.op.shape;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Elements put around a tensor or cut off from it. Attributes: {@code pads}, the begin of each axis and then the end of
 * each, negative where elements are cut off; {@code mode}: {@code constant}, which puts {@code value} there, {@code reflect},
 * {@code edge} or {@code wrap}.
 */
public final class Padding {
    private static final String CONSTANT = "constant";

    private Padding() {}

    static final Op OP = Op.define("Pad", Padding::type)
            .decomposition((ops, in, attributes) -> List.of(mode(attributes).equals(CONSTANT)
                    ? joined(ops, in.get(0), attributes)
                    : gathered(in.get(0), attributes)))
            .vjp((ops, attributes, in, out, c) -> List.of(mode(attributes).equals(CONSTANT)
                    ? ops.pad(c.get(0), LongStream.of(attributes.longs("pads")).map(p -> -p).toArray())
                    : scattered(ops, in.get(0), c.get(0), attributes)))
            .onnx(Onnx.needing(Padding::opset, Onnx.floating(2, Padding::write).and(11, TypeRules.INDEX).and(11, U8)
                    .and(13, BOOL)))
            .reading(Padding::read)
            .build();

    /** Where the elements that are put there come from. */
    private enum Mode {
        CONSTANT(1),
        REFLECT(2),
        EDGE(2),
        WRAP(19);

        private final int opset;

        Mode(int opset) {
            this.opset = opset;
        }

        /** The element that stands at a position which may lie outside, or -1. */
        int source(int position, int length) {
            if (position >= 0 && position < length) {
                return position;
            }
            return switch (this) {
                case CONSTANT -> -1;
                case REFLECT -> position < 0 ? -position : 2 * (length - 1) - position;
                case EDGE -> position < 0 ? 0 : length - 1;
                case WRAP -> Math.floorMod(position, length);
            };
        }

        /** How many elements can be put on one side of an axis. */
        long most(long length) {
            return switch (this) {
                case CONSTANT -> Long.MAX_VALUE;
                case REFLECT -> Math.max(0, length - 1);
                case EDGE, WRAP -> length == 0 ? 0 : Long.MAX_VALUE;
            };
        }
    }

    private static String mode(Attributes attributes) {
        return attributes.string("mode", CONSTANT);
    }

    private static Mode modeOf(Attributes attributes) {
        return Arrays.stream(Mode.values())
                .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(mode(attributes)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode must be constant, reflect, edge or wrap, but is '"
                        + mode(attributes) + "'"));
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        Shape s = in.get(0).shape();
        Mode mode = modeOf(attributes);
        long[] pads = attributes.longs("pads");
        TypeRules.require(pads.length == 2 * s.rank(), "pads must hold " + 2 * s.rank() + " numbers, the begin of each axis of "
                + in.get(0) + " and then the end of each, but are " + LongStream.of(pads).boxed().toList());
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < s.rank(); i++) {
            Dim padded = s.dim(i).plus(pads[i] + pads[s.rank() + i]);
            if (s.dim(i).isKnown()) {
                long most = mode.most(s.length(i));
                TypeRules.require(pads[i] <= most && pads[s.rank() + i] <= most, "axis " + i + " of input " + in.get(0)
                        + " can be padded by at most " + most + " on each side in the mode " + mode(attributes) + ", but pads are "
                        + pads[i] + " and " + pads[s.rank() + i]);
                TypeRules.require(padded.length() >= 0, "the pads " + pads[i] + " and " + pads[s.rank() + i] + " cut more from axis "
                        + i + " of input " + in.get(0) + " than there is");
            }
            dims.add(padded);
        }
        return List.of(in.get(0).withShape(Shape.of(dims)));
    }

    /** For each position on an axis of the output the element of the input that stands there, or -1. */
    public static int[] sources(Shape x, Attributes attributes, int axis) {
        long[] pads = attributes.longs("pads");
        int length = Math.toIntExact(x.length(axis));
        int begin = Math.toIntExact(pads[axis]);
        int[] sources = new int[Math.toIntExact(length + begin + pads[x.rank() + axis])];
        Mode mode = modeOf(attributes);
        Arrays.setAll(sources, i -> mode.source(i - begin, length));
        return sources;
    }

    /** Blocks of the value before and behind what a slice leaves, axis by axis. */
    private static Value joined(Ops ops, Value x, Attributes attributes) {
        long[] pads = attributes.longs("pads");
        int rank = x.rank();
        Value y = x;
        for (int axis = 0; axis < rank; axis++) {
            long begin = pads[axis];
            long end = pads[rank + axis];
            if (begin < 0 || end < 0) {
                long length = y.dim(axis).length();
                y = ops.slice(y, new long[] {Math.max(0, -begin)}, new long[] {Math.max(0, length - Math.max(0, -end))},
                        new int[] {axis}, new long[] {1});
            }
            List<Value> parts = new ArrayList<>();
            addBlock(ops, parts, y, axis, begin, attributes);
            parts.add(y);
            addBlock(ops, parts, y, axis, end, attributes);
            y = parts.size() == 1 ? y : ops.concat(axis, parts);
        }
        return y == x ? ops.identity(x) : y;
    }

    private static void addBlock(Ops ops, List<Value> parts, Value x, int axis, long length, Attributes attributes) {
        if (length > 0) {
            parts.add(ops.full(x.dtype(), x.shape().with(axis, Dim.of(length)), value(attributes)));
        }
    }

    private static double value(Attributes attributes) {
        return attributes.doubleValue("value", 0);
    }

    /** The axes on which something is put or cut off. */
    private static int[] padded(Shape x, Attributes attributes) {
        long[] pads = attributes.longs("pads");
        return IntStream.range(0, x.rank()).filter(i -> pads[i] != 0 || pads[x.rank() + i] != 0).toArray();
    }

    private static Value indices(Ops ops, Shape x, Attributes attributes, int axis) {
        return ops.constant(Tensor.of(Arrays.stream(sources(x, attributes, axis)).asLongStream().toArray()));
    }

    private static Value gathered(Value x, Attributes attributes) {
        Value y = x.ops().identity(x);
        for (int axis : padded(x.shape(), attributes)) {
            y = x.ops().gather(y, indices(x.ops(), x.shape(), attributes, axis), axis);
        }
        return y;
    }

    /** The transpose of {@link #gathered}: each element goes back to where it was taken from, and adds up there. */
    private static Value scattered(Ops ops, Value x, Value c, Attributes attributes) {
        int[] axes = padded(x.shape(), attributes);
        Value sum = c;
        for (int i = axes.length - 1; i >= 0; i--) {
            Shape before = sum.shape().with(axes[i], x.dim(axes[i]));
            sum = ops.apply1("GatherGrad", Attributes.of("axis", axes[i], "shape", before), sum,
                    indices(ops, x.shape(), attributes, axes[i]));
        }
        return sum;
    }

    /** Runtimes go round an axis once; beyond that it is written as a Gather. */
    private static int opset(Node node) {
        Mode mode = modeOf(node.attributes());
        Shape x = node.input(0).type().shape();
        long[] pads = node.attributes().longs("pads");
        boolean round = mode == Mode.WRAP && IntStream.range(0, pads.length).anyMatch(i -> x.dim(i % x.rank()).isKnown()
                && pads[i] > x.length(i % x.rank()));
        return round ? Integer.MAX_VALUE : mode.opset;
    }

    private static void write(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        DType dtype = node.output().type().dtype();
        Attributes mode = Attributes.of("mode", mode(a));
        boolean constant = modeOf(a) == Mode.CONSTANT;
        if (a.longs("pads").length == 0) {
            target.node("Identity", Attributes.none());
        } else if (target.opset() < 11) {
            target.node("Pad", mode.with("pads", a.longs("pads")).with("value", value(a)));
        } else if (constant) {
            target.nodeWith("Pad", mode, Onnx.vector(a.longs("pads")), Tensor.scalar(dtype, value(a)));
        } else {
            target.nodeWith("Pad", mode, Onnx.vector(a.longs("pads")));
        }
    }

    private static List<Value> read(OnnxNode node) {
        Value x = node.input(0);
        Attributes a = node.attributes();
        String mode = a.string("mode", CONSTANT);
        if (node.opset() < 11) {
            long[] pads = a.longs(a.has("pads") ? "pads" : "paddings");
            return List.of(node.ops().pad(x, mode, a.doubleValue("value", 0), pads));
        }
        long[] given = node.constant(1).toLongs();
        double value = node.has(2) ? node.constant(2).getDouble(0) : 0;
        if (!node.has(3)) {
            return List.of(node.ops().pad(x, mode, value, given));
        }
        int[] axes = TypeRules.axes(x.shape(), Arrays.stream(node.constant(3).toLongs()).mapToInt(Math::toIntExact).toArray());
        long[] pads = new long[2 * x.rank()];
        for (int i = 0; i < axes.length; i++) {
            pads[axes[i]] = given[i];
            pads[x.rank() + axes[i]] = given[axes.length + i];
        }
        return List.of(node.ops().pad(x, mode, value, pads));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(OP);
    }
}
