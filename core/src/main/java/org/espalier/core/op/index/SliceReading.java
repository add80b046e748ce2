package org.espalier.core.op.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Value;

/** Reads Slice, whose positions are attributes up to opset 9 and inputs, with steps, from 10 on. */
final class SliceReading {
    static final OnnxReading READING = node -> List.of(slice(node));

    private SliceReading() {}

    private static Value slice(OnnxNode node) {
        long[] starts = Readings.integers(node, "starts", 1);
        long[] ends = Readings.integers(node, "ends", 2);
        long[] axes = Readings.integers(node, "axes", 3, LongStream.range(0, starts.length).toArray());
        long[] ones = new long[starts.length];
        Arrays.fill(ones, 1);
        long[] steps = Readings.integers(node, "steps", 4, ones);
        TypeRules.require(starts.length > 0, "it needs starts and ends");
        return node.ops().slice(node.input(0), starts, ends,
                LongStream.of(axes).mapToInt(Math::toIntExact).toArray(), steps);
    }
}
