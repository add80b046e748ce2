package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.export.OnnxMapping;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Writes a graph as ONNX nodes, each by its op's mapping; nodes without one have been reported before and are passed
 * over. Declared inputs and outputs keep their names; other values are named after where they were written. Used once.
 */
final class Emitter {
    private final Graph graph;
    private final Map<String, Tensor> weights;
    private final int opset;
    private final Names names = new Names();
    private final Names nodeNames = new Names();
    private final Initializers initializers = new Initializers(names);
    private final Dims dims;
    /** The name of the value behind each edge. */
    private final Map<Integer, String> edges = new HashMap<>();
    /** The types of values that have an edge behind them, by name. */
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    /** Constants that were written under another name than the one they share. */
    private final Map<String, String> aliases = new HashMap<>();
    /** Shapes that were asked for, by the word that stands for them until an operator reads it. */
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final List<Draft.DraftNode> nodes = new ArrayList<>();
    private final List<ExportProblem> problems = new ArrayList<>();
    private Node current;

    Emitter(Graph graph, Map<String, Tensor> weights, int opset) {
        this.graph = graph;
        this.weights = weights;
        this.opset = opset;
        this.dims = new Dims(this, declaredInputs());
    }

    List<Draft.DraftNode> nodes() {
        return nodes;
    }

    List<ExportProblem> problems() {
        return problems;
    }

    Map<String, TensorType> types() {
        return types;
    }

    /** Weights and constants that something reads. */
    Map<String, Tensor> initializers() {
        Set<String> read = new HashSet<>(outputs);
        nodes.forEach(n -> read.addAll(n.proto().getInputList()));
        return initializers.used(read);
    }

    List<Graph.Port> declaredInputs() {
        return graph.inputs().stream().filter(p -> !weights.containsKey(p.name())).toList();
    }

    void run() {
        for (Graph.Port p : declaredInputs()) {
            names.reserve(p.name());
            define(p.edge(), p.name());
        }
        Map<String, Node.Edge> copies = claimOutputs();
        for (Graph.Port p : graph.inputs()) {
            Tensor weight = weights.get(p.name());
            if (weight != null) {
                define(p.edge(), initializers.weight(p.name(), weight));
            }
        }
        graph.nodes().forEach(this::emit);
        current = null;
        copies.forEach((name, edge) -> write("", "Identity", List.of(edges.get(edge.id())), List.of(name), Attributes.none()));
    }

    /** Reserves the outputs' names; returns those that need a node to copy a value that has another name. */
    private Map<String, Node.Edge> claimOutputs() {
        Set<Integer> given = new HashSet<>();
        graph.inputs().forEach(p -> given.add(p.edge().id()));
        Map<String, Node.Edge> copies = new LinkedHashMap<>();
        for (Graph.Port p : graph.outputs()) {
            outputs.add(p.name());
            if (p.name().equals(edges.get(p.edge().id()))) {
                continue;
            }
            if (!names.reserve(p.name())) {
                problems.add(ExportProblem.general("the output '" + p.name() + "' has the name of an input, but is another value; "
                        + "rename one of them"));
            }
            if (given.add(p.edge().id())) {
                define(p.edge(), p.name());
            } else {
                copies.put(p.name(), p.edge());
            }
        }
        return copies;
    }

    private void define(Node.Edge edge, String name) {
        edges.put(edge.id(), name);
        types.put(name, edge.type());
    }

    private void emit(Node node) {
        for (int i = 0; i < node.outputs().size(); i++) {
            Node.Edge e = node.outputs().get(i);
            if (!edges.containsKey(e.id())) {
                define(e, names.unique(Names.join(node.path(), node.op().id() + (i == 0 ? "" : "." + i))));
            }
        }
        OnnxMapping mapping = node.op().onnx().filter(m -> opset >= m.sinceOpset(node)).orElse(null);
        if (mapping == null) {
            return;
        }
        current = node;
        try {
            mapping.write(node, new NodeTarget(this, node, opset));
        } catch (RuntimeException e) {
            // A stranger's code, or something that only the mapping could know it needs.
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            problems.add(ExportProblem.at(node, "its mapping to ONNX opset " + opset + " fails: " + reason));
        }
    }

    /** The names of the values behind edges, as a mapping gets to see them. */
    List<String> names(List<Node.Edge> of) {
        return of.stream().map(e -> edges.get(e.id())).map(n -> aliases.getOrDefault(n, n)).toList();
    }

    /** A new name for a value. */
    String name(String wanted) {
        return names.unique(wanted);
    }

    String constant(Tensor value) {
        return initializers.constant(value);
    }

    /** A word that stands for a shape until it is known which operator reads it. */
    String shape(Shape shape) {
        String word = "\0shape " + shapes.size();
        shapes.put(word, shape);
        return word;
    }

    void write(String path, String opType, List<String> ins, List<String> outs, Attributes attributes) {
        if (opType.equals("Constant") && outs.size() == 1 && attributes.has("value")) {
            constantNode(path, outs.get(0), attributes.tensor("value"));
            return;
        }
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(opType);
        for (int i = 0; i < ins.size(); i++) {
            node.addInput(resolve(opType, ins, i));
        }
        nodes.add(new Draft.DraftNode(
                node.addAllOutput(outs)
                        .setName(nodeNames.unique(Names.join(path, opType)))
                        .addAllAttribute(OnnxAttributes.of(attributes))
                        .build(),
                current));
    }

    /** A constant within a graph becomes an initializer that all equal constants share. */
    private void constantNode(String path, String name, Tensor value) {
        if (outputs.contains(name)) {
            write(path, "Identity", List.of(constant(value)), List.of(name), Attributes.none());
        } else {
            aliases.put(name, constant(value));
        }
    }

    private String resolve(String opType, List<String> ins, int index) {
        Shape shape = shapes.get(ins.get(index));
        if (shape == null) {
            return aliases.getOrDefault(ins.get(index), ins.get(index));
        }
        ShapeInput rule = shape.isKnown() ? null : ShapeInput.BY_OPERATOR.get(opType);
        return rule == null
                ? dims.shape(shape)
                : rule.constant(shape, types.get(ins.get(0))).map(this::constant).orElseGet(() -> dims.shape(shape));
    }
}
