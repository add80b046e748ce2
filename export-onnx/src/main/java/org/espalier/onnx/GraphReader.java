package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/**
 * Builds the graph of a file. Weights and bound values are inputs while it is built; what becomes of them is decided at
 * the end, when it is known which of them something reads. Used once.
 */
final class GraphReader {
    private final OnnxImport options;
    private final FileContent file;
    private final TensorReader tensors;
    private final GraphBuilder builder;
    private final InputTypes inputTypes;
    private final Set<String> readValues;
    /** The values that the file has defined so far, by name. */
    private final Map<String, Value> values = new HashMap<>();
    /** What inputs of the builder hold, where that is known: weights and bound inputs. */
    private final Map<Integer, Tensor> held = new LinkedHashMap<>();
    private final SortedMap<String, Tensor> weights = new TreeMap<>();

    GraphReader(OnnxImport options, FileContent file, TensorReader tensors) {
        this.options = options;
        this.file = file;
        this.tensors = tensors;
        this.builder = options.registry().graphBuilder();
        this.readValues = readValues(file.graph());
        this.inputTypes = new InputTypes(file.source(), options.types());
    }

    /** The names of all values that a node reads or that leave the graph. */
    private static Set<String> readValues(GraphProto graph) {
        Set<String> read = new HashSet<>();
        graph.getNodeList().forEach(n -> read.addAll(n.getInputList()));
        graph.getOutputList().forEach(o -> read.add(o.getName()));
        read.remove("");
        return read;
    }

    ImportedModel read() {
        GraphProto graph = file.graph();
        refuseUnknownOperators(graph.getNodeList());
        if (graph.getSparseInitializerCount() > 0) {
            throw new EspalierException(file.source() + " has sparse weights, which cannot be read; convert them to dense ones");
        }
        for (TensorProto weight : graph.getInitializerList()) {
            if (weights.put(weight.getName(), tensors.read(weight, file.source() + ": the weight '" + weight.getName() + "'")) != null) {
                throw new ModelFormatException(file.source() + " has two weights named '" + weight.getName() + "'");
            }
        }
        try (Engine reference = Engine.create(options.registry(), Engine.REFERENCE, 1)) {
            Knowledge knowledge = new Knowledge(builder, reference, options.bindable());
            inputs(graph.getInputList(), knowledge);
            weights.forEach((name, t) -> hold(name, options.bound().getOrDefault(name, t), knowledge));
            for (int i = 0; i < graph.getNodeCount(); i++) {
                read(graph.getNode(i), i, knowledge);
            }
            return finished(graph, knowledge);
        }
    }

    private void refuseUnknownOperators(List<NodeProto> nodes) {
        SortedMap<String, List<String>> unknown = new TreeMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            String operator = FileContent.operator(nodes.get(i));
            if (options.registry().onnxReading(operator).isEmpty()) {
                unknown.computeIfAbsent(operator, o -> new ArrayList<>()).add(name(nodes.get(i), i));
            }
        }
        if (!unknown.isEmpty()) {
            throw new EspalierException(file.source() + " has operators that no plugin can read: " + unknown.entrySet().stream()
                    .map(e -> e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                    .collect(Collectors.joining("; ")) + "; add the jar of a plugin that has readings for them");
        }
    }

    /** What messages call a node, and its path in the graph. */
    private static String name(NodeProto node, int index) {
        return !node.getName().isEmpty() ? node.getName()
                : node.getOutputCount() > 0 && !node.getOutput(0).isEmpty() ? node.getOutput(0)
                : "node " + index;
    }

    private void inputs(List<ValueInfoProto> declared, Knowledge knowledge) {
        Set<String> seen = new LinkedHashSet<>();
        for (ValueInfoProto input : declared) {
            String name = input.getName();
            if (!seen.add(name)) {
                throw new ModelFormatException(file.source() + " has two inputs named '" + name + "'");
            }
            Tensor bound = options.bound().get(name);
            if (weights.containsKey(name)) {
                // Older versions of the format list weights among the inputs too.
                continue;
            }
            if (bound != null) {
                hold(name, bound, knowledge);
            } else {
                Value v = builder.input(name, inputTypes.of(input));
                values.put(name, v);
                knowledge.input(v.edge(), name);
            }
        }
        for (String name : options.inputNames()) {
            if (!seen.contains(name) && !weights.containsKey(name)) {
                throw new EspalierException(file.source() + " has no input '" + name + "'; it has " + seen);
            }
        }
    }

    /** An input of the builder whose value is known. */
    private void hold(String name, Tensor value, Knowledge knowledge) {
        Value v = builder.input(name, value.type());
        values.put(name, v);
        held.put(v.edge().id(), value);
        knowledge.constant(v.edge(), value);
    }

    private void read(NodeProto node, int index, Knowledge knowledge) {
        String name = name(node, index);
        OnnxReading reading = options.registry().onnxReading(FileContent.operator(node)).orElseThrow();
        String before = builder.at(name);
        List<Value> outputs;
        try {
            OperatorAttributes.check(node, file.opset(node));
            ReadNode read = new ReadNode(node, file.opset(node), builder, inputs(node), AttributeReader.read(node, tensors), knowledge,
                    new Lengths(knowledge), readValues);
            outputs = reading.read(read);
        } catch (RuntimeException e) {
            throw unreadable(node, name, e);
        }
        builder.at(before);
        for (int i = 0; i < node.getOutputCount(); i++) {
            String output = node.getOutput(i);
            Value v = i < outputs.size() ? outputs.get(i) : null;
            if (output.isEmpty() || (v == null && !readValues.contains(output))) {
                continue;
            }
            if (v == null) {
                throw new EspalierException(describe(node, name) + " cannot be read: its output " + i + " '" + output
                        + "' is not supported");
            }
            if (values.put(output, v) != null) {
                throw new ModelFormatException(describe(node, name) + " defines '" + output + "' a second time");
            }
        }
    }

    private String describe(NodeProto node, String name) {
        return file.source() + ": the " + FileContent.operator(node) + " '" + name + "'";
    }

    /** The exception for a node that cannot be read, damaged files apart. */
    private EspalierException unreadable(NodeProto node, String name, RuntimeException e) {
        String message = describe(node, name) + " cannot be read: " + e.getMessage();
        return e instanceof ModelFormatException ? new ModelFormatException(message, e) : new EspalierException(message, e);
    }

    /** The values of a node's inputs; null for one that is left out. */
    private List<Value> inputs(NodeProto node) {
        List<Value> inputs = new ArrayList<>();
        for (String in : node.getInputList()) {
            if (!in.isEmpty() && !values.containsKey(in)) {
                throw new ModelFormatException("it reads '" + in + "', which nothing before it defines");
            }
            inputs.add(in.isEmpty() ? null : values.get(in));
        }
        return inputs;
    }

    private ImportedModel finished(GraphProto graph, Knowledge knowledge) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            Value v = values.get(output.getName());
            if (v == null) {
                throw new ModelFormatException(file.source() + " has the output '" + output.getName() + "', which nothing defines");
            }
            if (outputs.put(output.getName(), v) != null) {
                throw new ModelFormatException(file.source() + " has two outputs named '" + output.getName() + "'");
            }
        }
        SortedSet<String> bound = new TreeSet<>(options.bound().keySet());
        bound.addAll(knowledge.bound());
        Graph built = builder.build(outputs);
        SortedMap<String, Tensor> inputWeights = new TreeMap<>();
        return new ImportedModel(graph.getName(), settled(built, knowledge, bound, inputWeights), inputWeights, bound, file.opset(),
                file.metadata());
    }

    /** Puts constants in the place of inputs whose values are fixed, and drops those that nothing reads. */
    private Graph settled(Graph built, Knowledge knowledge, Set<String> bound, SortedMap<String, Tensor> inputWeights) {
        Set<Integer> read = new HashSet<>();
        built.nodes().forEach(n -> n.inputs().forEach(e -> read.add(e.id())));
        built.outputs().forEach(p -> read.add(p.edge().id()));
        List<Graph.Port> inputs = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (Graph.Port p : built.inputs()) {
            Tensor value = knowledge.bound().contains(p.name()) ? options.bindable().get(p.name()) : held.get(p.edge().id());
            if (value == null) {
                inputs.add(p);
            } else if (!read.contains(p.edge().id())) {
                continue;
            } else if (options.weightsBecomeInputs() && !bound.contains(p.name())) {
                inputs.add(p);
                inputWeights.put(p.name(), value);
            } else {
                nodes.add(constant(p, value));
            }
        }
        nodes.addAll(built.nodes());
        return new Graph(inputs, nodes, built.outputs());
    }

    /** A constant that defines the edge of an input. */
    private Node constant(Graph.Port p, Tensor value) {
        return new Node(options.registry().op("Constant"), Attributes.of("value", value), List.of(), List.of(p.edge()), p.name());
    }
}
