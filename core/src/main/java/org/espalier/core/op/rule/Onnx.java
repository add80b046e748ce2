package org.espalier.core.op.rule;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/**
 * What ONNX mappings share. An ONNX operator takes more dtypes with each opset; {@link Dated} knows from which opset
 * on it takes which, so that a file never holds a node that its opset does not allow.
 */
public final class Onnx {
    private Onnx() {}

    /** A mapping for floating inputs from an opset on. */
    public static Dated floating(int opset, OnnxMapping mapping) {
        return new Dated(mapping, Map.of()).and(opset, TypeRules.FLOATING);
    }

    /** A mapping for inputs of one dtype from an opset on. */
    public static Dated of(int opset, OnnxMapping mapping, DType dtype) {
        return new Dated(mapping, Map.of()).and(opset, dtype);
    }

    /** A mapping for inputs of every dtype from an opset on. */
    public static Dated all(int opset, OnnxMapping mapping) {
        return new Dated(mapping, Map.of()).and(opset, TypeRules.ALL);
    }

    /** The operator of this name without attributes, for floating inputs from an opset on. */
    public static Dated floating(int opset, String opType) {
        return floating(opset, OnnxMapping.plain(opType));
    }

    /** The operator of this name without attributes, for inputs of every dtype from an opset on. */
    public static Dated all(int opset, String opType) {
        return all(opset, OnnxMapping.plain(opType));
    }

    /** A mapping for nodes whose attributes say from which opset on there is an operator for them. */
    public static OnnxMapping needing(ToIntFunction<Node> opset, OnnxMapping mapping) {
        return new OnnxMapping() {
            @Override
            public int sinceOpset() {
                return mapping.sinceOpset();
            }

            @Override
            public int sinceOpset(Node node) {
                return Math.max(opset.applyAsInt(node), mapping.sinceOpset(node));
            }

            @Override
            public void write(Node node, OnnxTarget target) {
                mapping.write(node, target);
            }
        };
    }

    /** A mapping with, for each dtype of the first input, the first opset whose operator takes it. */
    public record Dated(OnnxMapping mapping, Map<DType, Integer> since) implements OnnxMapping {
        /** This mapping for more dtypes, or for some of them from another opset on. */
        public Dated and(int opset, Set<DType> dtypes) {
            Map<DType, Integer> more = new EnumMap<>(DType.class);
            more.putAll(since);
            dtypes.forEach(d -> more.put(d, opset));
            return new Dated(mapping, more);
        }

        /** This mapping for one dtype from an opset on. */
        public Dated and(int opset, DType dtype) {
            return and(opset, Set.of(dtype));
        }

        @Override
        public int sinceOpset() {
            return since.values().stream().mapToInt(Integer::intValue).min().orElse(1);
        }

        @Override
        public int sinceOpset(Node node) {
            return Math.max(since.getOrDefault(dtype(node), Integer.MAX_VALUE), mapping.sinceOpset(node));
        }

        private static DType dtype(Node node) {
            return (node.inputs().isEmpty() ? node.output() : node.input(0)).type().dtype();
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            int needed = sinceOpset(node);
            if (needed > target.opset()) {
                throw new ExportException(node.label() + " on " + dtype(node) + (needed == Integer.MAX_VALUE
                        ? " has no form in ONNX" : " needs opset " + needed + ", but the target is opset " + target.opset()));
            }
            mapping.write(node, target);
        }
    }

    /** A mapping from an opset on that depends on the node: {@link Integer#MAX_VALUE} where ONNX cannot say it. */
    public static OnnxMapping since(ToIntFunction<Node> opset, OnnxMapping mapping) {
        return new OnnxMapping() {
            @Override
            public void write(Node node, OnnxTarget target) {
                mapping.write(node, target);
            }

            @Override
            public int sinceOpset(Node node) {
                return opset.applyAsInt(node);
            }
        };
    }

    /** The first input's axis as a number from 0, which every opset understands. */
    public static int axis(Node node) {
        return node.input(0).type().shape().axis(node.attributes().intValue("axis"));
    }

    /** Truth values are 0 and 1 in ONNX. */
    public static long flag(Node node, String attribute) {
        return node.attributes().flag(attribute) ? 1 : 0;
    }

    /** A vector of i64, the form of axes, shapes and positions. */
    public static Tensor vector(int... values) {
        return vector(IntStream.of(values).asLongStream().toArray());
    }

    /** A vector of i64, the form of axes, shapes and positions. */
    public static Tensor vector(long... values) {
        return Tensor.of(values, values.length);
    }

    /** An operator whose axes are an attribute up to an opset, and a second input from it on. */
    public static void withAxes(String opType, int inputSince, int[] axes, Attributes others, OnnxTarget target) {
        if (target.opset() >= inputSince) {
            target.nodeWith(opType, others, vector(axes));
        } else {
            target.node(opType, others.with("axes", axes));
        }
    }
}
