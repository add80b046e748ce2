package org.espalier.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.graph.DeadCode;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.Residuals;
import org.espalier.core.graph.ValueMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;

/**
 * Makes a graph in which every node has an ONNX mapping for the opset: nodes that have none are replaced by their
 * decomposition, as deep as it takes. What has neither stays and is reported, so that all of it is reported at once.
 */
final class Legalizer {
    /** A decomposition that nests deeper than this is taken to contain itself. */
    private static final int DEEPEST = 64;

    private final int opset;
    private final SortedMap<String, Integer> decomposed = new TreeMap<>();
    private final List<ExportProblem> problems = new ArrayList<>();

    Legalizer(int opset) {
        this.opset = opset;
    }

    /** How many nodes of each op were decomposed. */
    SortedMap<String, Integer> decomposed() {
        return decomposed;
    }

    List<ExportProblem> problems() {
        return problems;
    }

    Graph run(GraphBuilder fresh, Graph graph) {
        return DeadCode.leaveOut(walk(fresh, needed(fresh.fresh(), graph), "", 0));
    }

    private Graph walk(GraphBuilder into, Graph graph, String origin, int depth) {
        List<Value> inputs = graph.inputs().stream().map(p -> into.input(p.name(), p.type())).toList();
        ValueMap map = ValueMap.of(graph, inputs);
        for (Node n : graph.nodes()) {
            map.put(n, write(into, n, map.get(n.inputs()), origin, depth));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        return into.build(outputs);
    }

    private List<Value> write(GraphBuilder into, Node node, List<Value> inputs, String origin, int depth) {
        boolean mapped = node.op().onnx().filter(m -> opset >= m.sinceOpset(node)).isPresent();
        Graph body = mapped ? null : decompose(into.fresh(), node, origin, depth);
        if (body == null) {
            String before = into.at(node.path());
            List<Value> out = into.apply(node.op(), inputs, node.attributes());
            into.at(before);
            return out;
        }
        decomposed.merge(node.op().id(), 1, Integer::sum);
        Graph legal = walk(into.fresh(), needed(into.fresh(), body), origin + " in the decomposition of [" + node.op().id() + "]", depth + 1);
        // The body's nodes bear their path already.
        String before = into.at("");
        List<Value> out = into.inline(legal, inputs);
        into.at(before);
        return out;
    }

    /** The decomposition as a graph, or null after the reason why there is none was noted. */
    private Graph decompose(GraphBuilder apart, Node node, String origin, int depth) {
        String own = node.op().onnx()
                .map(m -> m.sinceOpset(node) == Integer.MAX_VALUE
                        ? "its mapping to ONNX does not take " + node.inputTypes()
                        : "its mapping to ONNX begins with opset " + m.sinceOpset(node) + ", the target has " + opset + ",")
                .orElse("it has no mapping to ONNX");
        if (node.op().decomposition().isEmpty()) {
            problems.add(ExportProblem.at(node, own + " and no decomposition" + origin
                    + "; give its definition either, or leave the layer out of what is exported"));
            return null;
        }
        if (depth == DEEPEST) {
            problems.add(ExportProblem.at(node, own + " and its decomposition contains itself" + origin));
            return null;
        }
        List<Value> arguments = new ArrayList<>();
        for (Node.Edge e : node.inputs()) {
            arguments.add(apart.input("in" + arguments.size(), e.type()));
        }
        try {
            return apart.buildOf(apart.decompose(node, arguments));
        } catch (RuntimeException e) {
            // A stranger's code; in the main a length that must be known, which the batch's is not.
            problems.add(ExportProblem.at(node, own + " and its decomposition fails" + origin + ": " + e.getMessage()));
            return null;
        }
    }

    /** The graph without what no output depends on. */
    private static Graph needed(GraphBuilder fresh, Graph graph) {
        return Residuals.leaveOutUnused(fresh, DeadCode.leaveOut(graph));
    }
}
