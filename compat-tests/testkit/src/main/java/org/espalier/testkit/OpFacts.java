package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.espalier.core.engine.Engine;
import org.espalier.export.OnnxMapping;
import org.espalier.op.Op;

/**
 * What an op is made of, by its definition.
 *
 * @param traits in their order, in words
 * @param kernels the backends that have a kernel of their own for some sample
 * @param gradient where it comes from
 * @param onnx the first opset that its own mapping writes a sample for, or how it is written otherwise
 * @param readings the ONNX operators that are read as this op
 */
record OpFacts(String op, List<String> traits, List<String> kernels, String gradient, String onnx, List<String> readings) {
    static OpFacts of(Subject s, boolean differentiable) {
        Op op = s.op();
        boolean decomposes = op.decomposition().isPresent();
        List<String> kernels = new ArrayList<>();
        for (String id : s.registry().backends()) {
            Engine engine = s.engines().engine(id, 1);
            if (s.cases().stream().anyMatch(c -> s.kernel(engine, c) != null)) {
                kernels.add(id);
            }
        }
        return new OpFacts(op.id(),
                op.traits().stream().sorted().map(t -> t.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')).toList(),
                kernels,
                !differentiable ? "" : op.vjp().isPresent() ? "own rule" : "decomposition",
                op.onnx().map(m -> onnx(s, m, decomposes)).orElse(decomposes ? "decomposition" : ""),
                op.readings().keySet().stream().sorted().toList());
    }

    /** Of an op whose samples cannot be taken. */
    static OpFacts unknown(Op op) {
        return new OpFacts(op.id(), List.of(), List.of(), "", "", List.of());
    }

    private static String onnx(Subject s, OnnxMapping mapping, boolean decomposes) {
        OptionalInt since = s.cases().stream().mapToInt(c -> mapping.sinceOpset(c.node())).min();
        return since.isEmpty() || since.getAsInt() == Integer.MAX_VALUE
                ? decomposes ? "decomposition" : ""
                : "opset " + since.getAsInt();
    }

    /** A row of the table of definitions. */
    String row() {
        return "| " + List.of(op, list(traits), kernels.isEmpty() ? "decomposition" : list(kernels), or(gradient), or(onnx),
                list(readings)).stream().collect(Collectors.joining(" | ")) + " |";
    }

    private static String list(Collection<String> items) {
        return items.isEmpty() ? "–" : String.join(", ", items);
    }

    private static String or(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
