package org.espalier.core.op.rule;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;

/** What readings of ONNX operators share: the op that bears the operator's name is applied to the node's inputs. */
public final class Readings {
    /** From this opset on operators broadcast as NumPy does. */
    private static final int BROADCASTING = 7;

    private Readings() {}

    /** The op of the operator's name without attributes. */
    public static OnnxReading plain() {
        return node -> node.ops().apply(node.opType(), inputs(node), Attributes.none());
    }

    /**
     * The op of the operator's name with these attributes, each as it stands in the file or, where it is left out, as
     * ONNX assumes it. Where that is a truth value, the file's integer is one too.
     */
    public static OnnxReading with(Object... namesAndDefaults) {
        Attributes defaults = Attributes.of(namesAndDefaults);
        return node -> node.ops().apply(node.opType(), inputs(node), attributes(node, defaults));
    }

    /**
     * The op of two inputs of the operator's name without attributes. Before opset 7 the second input was broadcast only
     * on request, and then its axes lay at the end or from a stated axis of the first on.
     */
    public static OnnxReading binary() {
        return node -> List.of(node.ops().apply1(node.opType(), node.input(0), secondInput(node)));
    }

    /** The op of two inputs of the operator's name, applied from left to right to any number of them. */
    public static OnnxReading folded() {
        return node -> List.of(folded(node, node.opType()));
    }

    /** An op of two inputs, applied from left to right to all inputs of a node. */
    public static Value folded(OnnxNode node, String opId) {
        Value result = node.input(0);
        for (int i = 1; i < node.inputs(); i++) {
            result = node.ops().apply1(opId, result, node.input(i));
        }
        return result;
    }

    /** The inputs, none of which may be left out in the middle. */
    public static List<Value> inputs(OnnxNode node) {
        int n = node.inputs();
        while (n > 0 && !node.has(n - 1)) {
            n--;
        }
        return IntStream.range(0, n).mapToObj(node::input).toList();
    }

    /** Integers that ONNX moved from an attribute to an input: from wherever they are, otherwise the default. */
    public static long[] integers(OnnxNode node, String attribute, int input, long... otherwise) {
        return node.has(input) ? node.constant(input).toLongs()
                : node.attributes().has(attribute) ? node.attributes().longs(attribute)
                : otherwise;
    }

    /** The axes in the attribute {@code axes} or an input; none where both are left out. */
    public static int[] axes(OnnxNode node, int input) {
        return LongStream.of(integers(node, "axes", input)).mapToInt(Math::toIntExact).toArray();
    }

    private static Attributes attributes(OnnxNode node, Attributes defaults) {
        Attributes all = Attributes.none();
        for (String name : defaults.names()) {
            Object otherwise = defaults.asMap().get(name);
            Object given = node.attributes().asMap().getOrDefault(name, otherwise);
            all = all.with(name, otherwise instanceof Boolean && given instanceof Long n ? (Object) (n != 0) : given);
        }
        return all;
    }

    /** The second of two inputs, with axes behind its own where the first one's reach further under the older rule. */
    public static Value secondInput(OnnxNode node) {
        Value b = node.input(1);
        if (node.opset() >= BROADCASTING || node.attributes().longValue("broadcast", 0) == 0
                || !node.attributes().has("axis")) {
            return b;
        }
        int rank = node.input(0).rank();
        int axis = Math.floorMod(node.attributes().intValue("axis"), rank);
        int behind = rank - axis - b.rank();
        return behind <= 0 ? b : node.ops().unsqueeze(b, IntStream.range(b.rank(), b.rank() + behind).toArray());
    }
}
