package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.reference.Reference;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recurrent networks step by step and unrolled: two programs that share nothing have to agree, forwards with all that is kept
 * for the gradient, and backwards.
 */
class RecurrentTest {
    private static final int SEQUENCE = 5;
    private static final int BATCH = 3;
    private static final int INPUTS = 4;
    private static final int HIDDEN = 6;
    private static final Map<String, Integer> GATES = Map.of("RNN", 1, "GRU", 3, "LSTM", 4);

    static Stream<Graph> networks() {
        List<Graph> all = new ArrayList<>();
        for (String op : List.of("RNN", "GRU", "LSTM")) {
            List<String> states = op.equals("LSTM") ? List.of("initial_h", "initial_c") : List.of("initial_h");
            for (String direction : List.of("forward", "reverse", "bidirectional")) {
                for (int layout : new int[] {0, 1}) {
                    Attributes a = Attributes.of("direction", direction, "layout", layout);
                    all.add(network(op, List.of(), a));
                    List<String> some = new ArrayList<>(List.of("B"));
                    some.addAll(states);
                    all.add(network(op, some, a));
                    some.add(1, "sequence_lens");
                    all.add(network(op, some, a));
                }
            }
        }
        Attributes both = Attributes.of("direction", "bidirectional");
        List<String> every = List.of("B", "sequence_lens", "initial_h", "initial_c", "P");
        all.add(network("LSTM", every, both));
        all.add(network("LSTM", List.of("P"), both));
        all.add(network("LSTM", every, both.with("input_forget", true)));
        all.add(network("GRU", every.subList(0, 3), both.with("linear_before_reset", true)));
        all.add(network("GRU", List.of(), both.with("linear_before_reset", true)));
        all.add(network("GRU", List.of("sequence_lens"), both.with("linear_before_reset", true)));
        return all.stream();
    }

    private static Graph network(String op, List<String> optional, Attributes attributes) {
        int d = attributes.string("direction").equals("bidirectional") ? 2 : 1;
        int rows = GATES.get(op) * HIDDEN;
        boolean batchFirst = attributes.longValue("layout", 0) == 1;
        List<TensorType> types = new ArrayList<>(List.of(
                batchFirst ? f64(BATCH, SEQUENCE, INPUTS) : f64(SEQUENCE, BATCH, INPUTS), f64(d, rows, INPUTS), f64(d, rows, HIDDEN)));
        for (String name : optional) {
            types.add(switch (name) {
                case "B" -> f64(d, 2 * rows);
                case "sequence_lens" -> TensorType.of(DType.I32, BATCH);
                case "P" -> f64(d, 3 * HIDDEN);
                default -> batchFirst ? f64(BATCH, d, HIDDEN) : f64(d, BATCH, HIDDEN);
            });
        }
        return Reference.graph(op, attributes.with("optional", optional), types);
    }

    private static TensorType f64(long... lengths) {
        return TensorType.of(DType.F64, lengths);
    }

    private static List<Tensor> inputs(Graph graph) {
        List<Tensor> inputs = new ArrayList<>();
        for (Graph.Port p : graph.inputs()) {
            inputs.add(p.type().dtype() == DType.I32 ? Tensor.of(new int[] {3, 5, 1}, BATCH)
                    : Reference.random(p.type(), -1, 1, inputs.size()));
        }
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void stepByStepIsUnrolled(Graph network) {
        List<Tensor> inputs = inputs(network);
        List<Tensor> own = Reference.run(network, inputs);
        // In the layout with the batch first an op decomposes into itself in the other layout.
        List<Tensor> unrolled = Reference.run(unrolled(network), inputs);
        assertThat(own).hasSameSizeAs(unrolled);
        for (int i = 0; i < own.size(); i++) {
            assertThat(own.get(i).toDoubles()).containsExactly(unrolled.get(i).toDoubles(), within(1e-13));
        }
    }

    private static Graph unrolled(Graph graph) {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = graph.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        return b.buildOf(unrolled(b, graph.nodes().get(0), in));
    }

    private static List<Value> unrolled(GraphBuilder b, Node node, List<Value> in) {
        if (!GATES.containsKey(node.op().id())) {
            return b.apply(node.op(), in, node.attributes());
        }
        GraphBuilder apart = b.fresh();
        List<Value> arguments = in.stream().map(v -> apart.input("in" + v.edge().id(), v.type())).toList();
        Graph body = apart.buildOf(apart.decompose(node, arguments));
        ValueMap map = ValueMap.of(body, in);
        for (Node n : body.nodes()) {
            map.put(n, unrolled(b, n, map.get(n.inputs())));
        }
        return body.outputs().stream().map(p -> map.get(p.edge())).toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void backPropagationThroughTimeIsTheGradientOfTheUnrolledNetwork(Graph network) {
        Graph own = gradient(network, false);
        Graph unrolled = gradient(network, true);
        String op = network.nodes().get(0).op().id() + "Grad";
        assertThat(own.nodes()).filteredOn(n -> n.op().id().equals(op)).hasSize(1)
                .allMatch(n -> n.attributes().flag("saved") && Reference.kernel(n) != null);
        assertThat(unrolled.nodes()).noneMatch(n -> n.op().id().equals(op));
        List<Tensor> inputs = inputs(own);
        List<Tensor> expected = Reference.run(unrolled, inputs);
        List<Tensor> actual = Reference.run(own, inputs);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).toDoubles()).containsExactly(expected.get(i).toDoubles(), within(1e-12));
        }
    }

    /** From the inputs and cotangents of the ordinary outputs to cotangents of the floating inputs. */
    private static Graph gradient(Graph network, boolean unrolled) {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = network.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        Node node = network.nodes().get(0);
        int ordinary = node.op().infer(node.inputTypes(), node.attributes().with("residuals", false), "").size();
        List<Value> out = (unrolled ? unrolled(b, node, in) : b.apply(node.op(), in, node.attributes())).subList(0, ordinary);
        List<Value> c = out.stream().map(v -> b.input("u" + v.edge().id(), v.type())).toList();
        return b.buildOf(Autodiff.vjp(b, out, c, in.stream().filter(v -> v.dtype().isFloating()).toList()));
    }

    /** An input that is a function of another is differentiated as one of its own. */
    @Test
    void partialGradientsStayPartial() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value x = b.input("x", f64(2, 1, 3));
        Value w = b.input("w", f64(1, 3, 3));
        // The recurrent weights are the others, halved; a clip, so that no kernel hides how the gradient is written.
        Value y = b.rnn(x, w, w.mul(0.5), Map.of(), Attributes.of("clip", 9.0)).get(0);
        Graph g = b.buildOf(Autodiff.gradients(b, y.sum(), List.of(w)));
        GraphBuilder plain = Reference.REGISTRY.graphBuilder();
        Value px = plain.input("x", f64(2, 1, 3));
        Value pw = plain.input("w", f64(1, 3, 3));
        Value first = px.reshape(Shape.of(2, 3)).matmul(pw.reshape(Shape.of(3, 3)).transpose());
        Value h1 = plain.slice(first, new long[] {0}, new long[] {1}, new int[] {0}, new long[] {1}).tanh();
        Value h2 = plain.slice(first, new long[] {1}, new long[] {2}, new int[] {0}, new long[] {1})
                .add(h1.matmul(pw.reshape(Shape.of(3, 3)).transpose()).mul(0.5)).tanh();
        Graph expected = plain.buildOf(Autodiff.gradients(plain, h1.sum().add(h2.sum()), List.of(pw)));
        List<Tensor> inputs = inputs(g);
        assertThat(Reference.run(g, inputs).get(0).toDoubles())
                .containsExactly(Reference.run(expected, inputs).get(0).toDoubles(), within(1e-14));
    }

    @Test
    void namedOpsPutOptionalInputsInOrder() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value x = b.input("x", f64(2, 1, 3));
        Value w = b.input("w", f64(1, 8, 3));
        Value r = b.input("r", f64(1, 8, 2));
        Value c = b.input("c", f64(1, 1, 2));
        Value bias = b.input("b", f64(1, 16));
        assertThat(b.lstm(x, w, r, Map.of("initial_c", c, "B", bias), Attributes.none())).hasSize(3);
        assertThat(b.nodes().get(0).attributes().strings("optional")).containsExactly("B", "initial_c");
        assertThat(b.nodes().get(0).inputs()).last().isEqualTo(c.edge());
        assertThatThrownBy(() -> b.gru(x, w, r, Map.of("initial_c", c), Attributes.none()))
                .isInstanceOf(EspalierException.class).hasMessageContaining("takes only [B, sequence_lens, initial_h]");
    }

    /** An older file: empty names for inputs that are left out, names of activations in small letters, an attribute of opset 1. */
    @Test
    void leftOutInputsAreReadAsNotGiven() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = new ArrayList<>();
        for (TensorType t : List.of(f64(2, 1, 3), f64(1, 2, 3), f64(1, 2, 2))) {
            in.add(b.input("in" + in.size(), t));
        }
        in.add(null);
        in.add(null);
        in.add(b.input("initial_h", f64(1, 1, 2)));
        Attributes attributes = Attributes.of("activations", List.of("relu"), "direction", "Reverse", "hidden_size", 2, "output_sequence", 1);
        OnnxNode node = (OnnxNode) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {OnnxNode.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "opType" -> "RNN";
                    case "opset" -> 1;
                    case "ops" -> b;
                    case "inputs" -> in.size();
                    case "has" -> (int) arguments[0] < in.size() && in.get((int) arguments[0]) != null;
                    case "input" -> in.get((int) arguments[0]);
                    case "attributes" -> attributes;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        assertThat(Reference.REGISTRY.onnxReading("RNN").orElseThrow().read(node)).hasSize(2);
        Attributes read = b.nodes().get(0).attributes();
        assertThat(read.strings("optional")).containsExactly("initial_h");
        assertThat(read.strings("activations")).containsExactly("Relu");
        assertThat(read.string("direction")).isEqualTo("reverse");
        assertThat(read.has("clip")).isFalse();
    }
}
