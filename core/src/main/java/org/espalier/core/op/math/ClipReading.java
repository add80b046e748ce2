package org.espalier.core.op.math;

import java.util.List;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;

/**
 * Reads Clip: its limits are attributes up to opset 10 and inputs from 11 on. Limits that are only known when the graph
 * runs, that cross, or that no double holds exactly, become a maximum and a minimum, as ONNX defines them.
 */
final class ClipReading {
    static final OnnxReading READING = node -> List.of(node.opset() < 11
            ? node.ops().apply1("Clip", node.attributes().only(List.of("min", "max")), node.input(0))
            : limited(node));
    /** Integers below this one are doubles too. */
    private static final double EXACT = 1L << 53;

    private ClipReading() {}

    private static Value limited(OnnxNode node) {
        double min = limit(node, 1, Double.NEGATIVE_INFINITY);
        double max = limit(node, 2, Double.POSITIVE_INFINITY);
        if (min <= max) {
            return node.ops().apply1("Clip", Attributes.of(
                    "min", node.has(1) ? min : null, "max", node.has(2) ? max : null), node.input(0));
        }
        Value x = node.has(1) ? node.input(0).max(scalar(node, 1)) : node.input(0);
        return node.has(2) ? x.min(scalar(node, 2)) : x;
    }

    /** The number, or NaN where it cannot be an attribute. */
    private static double limit(OnnxNode node, int input, double otherwise) {
        if (!node.has(input)) {
            return otherwise;
        }
        double limit = node.isKnown(input) ? node.constant(input).item() : Double.NaN;
        return node.input(input).dtype().isInteger() && Math.abs(limit) >= EXACT ? Double.NaN : limit;
    }

    private static Value scalar(OnnxNode node, int input) {
        Value v = node.input(input);
        return v.rank() == 0 ? v : v.squeeze();
    }
}
