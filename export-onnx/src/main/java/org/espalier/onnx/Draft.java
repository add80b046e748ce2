package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * The content of a file before it is written; weights are still tensors.
 *
 * @param name the graph's name
 * @param inputs the declared inputs' types by name, in order
 * @param outputs the declared outputs' types by name, in order
 * @param nodes the nodes in topological order
 * @param initializers weights and constants by name, in the order of the file
 * @param values the types of further values that an edge of the graph stands behind
 * @param decomposed how many nodes of each op were written as their decomposition
 * @param warnings what the user may want to know
 * @param problems why the file cannot be written; empty where it can
 */
record Draft(String name, Map<String, TensorType> inputs, Map<String, TensorType> outputs, List<DraftNode> nodes,
        Map<String, Tensor> initializers, Map<String, TensorType> values, SortedMap<String, Integer> decomposed,
        List<String> warnings, List<ExportProblem> problems) {

    /** An ONNX node and the node of the graph that it was written for, if any. */
    record DraftNode(NodeProto proto, Node origin) {}

    /** Does everything but writing. */
    static Draft of(OnnxSource source, int opset) {
        Legalizer legalizer = new Legalizer(opset);
        Graph legal = legalizer.run(source.registry().graphBuilder(), source.graph());
        Emitter emitter = new Emitter(legal, source.weights(), opset);
        emitter.run();

        Map<String, TensorType> inputs = types(emitter.declaredInputs());
        Map<String, TensorType> outputs = types(legal.outputs());
        Map<String, Tensor> initializers = emitter.initializers();
        List<ExportProblem> problems = new ArrayList<>(legalizer.problems());
        problems.addAll(emitter.problems());
        if (problems.isEmpty()) {
            // Where a node is missing, all that read from it would be reported too.
            Map<String, TensorType> given = new HashMap<>(inputs);
            initializers.forEach((name, t) -> given.put(name, t.type()));
            problems.addAll(StructureCheck.check(opset, given, emitter.nodes(), List.copyOf(outputs.keySet()), emitter.types()));
        }
        return new Draft(source.name(), inputs, outputs, List.copyOf(emitter.nodes()), initializers, values(emitter, outputs),
                legalizer.decomposed(), warnings(source, emitter, inputs), List.copyOf(problems));
    }

    private static Map<String, TensorType> types(List<Graph.Port> ports) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        ports.forEach(p -> types.put(p.name(), p.type()));
        return types;
    }

    private static Map<String, TensorType> values(Emitter emitter, Map<String, TensorType> outputs) {
        Map<String, TensorType> values = new LinkedHashMap<>();
        for (DraftNode n : emitter.nodes()) {
            for (String out : n.proto().getOutputList()) {
                if (emitter.types().containsKey(out) && !outputs.containsKey(out)) {
                    values.put(out, emitter.types().get(out));
                }
            }
        }
        return values;
    }

    private static List<String> warnings(OnnxSource source, Emitter emitter, Map<String, TensorType> inputs) {
        Set<String> read = new HashSet<>();
        emitter.nodes().forEach(n -> read.addAll(n.proto().getInputList()));
        source.graph().outputs().forEach(p -> read.add(p.name()));
        List<String> warnings = new ArrayList<>();
        for (String input : inputs.keySet()) {
            if (!read.contains(input)) {
                warnings.add("no output depends on the input '" + input + "'");
            }
        }
        return List.copyOf(warnings);
    }

    /** How many nodes there are of each operator. */
    SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        nodes.forEach(n -> counts.merge(n.proto().getOpType(), 1, Integer::sum));
        return counts;
    }
}
