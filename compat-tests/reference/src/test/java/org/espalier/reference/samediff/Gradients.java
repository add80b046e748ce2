package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.check.GradientCheck;
import org.espalier.core.check.GradientReport;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Our values and gradients on the reference backend, and the third witness: differences. */
final class Gradients implements AutoCloseable {
    final Registry registry;
    private final Engine engine;
    private final Interpreter interpreter;

    Gradients(Registry registry) {
        this.registry = registry;
        this.engine = Engine.create(registry, Engine.REFERENCE, 1);
        this.interpreter = new Interpreter(registry, engine.reference());
    }

    @Override
    public void close() {
        engine.close();
    }

    List<Tensor> values(Graph graph, List<Tensor> inputs) {
        return interpreter.run(graph, inputs);
    }

    /** Cotangents between -1 and 1, always the same. */
    static Tensor cotangent(TensorType type, long seed) {
        return Tensor.rounded(type, new SplittableRandom(seed).doubles(type.shape().size(), -1, 1).toArray());
    }

    /** The outputs that have a derivative. */
    static List<Graph.Port> real(List<Graph.Port> ports) {
        return ports.stream().filter(p -> p.type().dtype() == DType.F64).toList();
    }

    /** The gradients of the sum of some outputs times their cotangents with respect to all inputs in f64, by name. */
    Map<String, double[]> gradients(Graph graph, List<Tensor> inputs, List<Graph.Port> of, List<Tensor> u) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        graph.inputs().forEach(p -> arguments.add(b.input(p.name(), p.type())));
        ValueMap map = Differentiable.inline(b, graph, arguments);
        List<Value> cotangents = u.stream().map(b::constant).toList();
        List<Value> with = arguments.stream().filter(v -> v.dtype() == DType.F64).toList();
        List<Value> g = Autodiff.vjp(b, of.stream().map(p -> map.get(p.edge())).toList(), cotangents, with);
        List<Tensor> results = interpreter.run(b.buildOf(g), inputs);
        Map<String, double[]> named = new LinkedHashMap<>();
        for (int i = 0; i < with.size(); i++) {
            named.put(graph.inputs().get(arguments.indexOf(with.get(i))).name(), results.get(i).toDoubles());
        }
        return named;
    }

    /** The same gradients beside differences. */
    GradientReport differences(Graph graph, List<Tensor> inputs, List<Graph.Port> of, List<Tensor> u) {
        GraphBuilder b = registry.graphBuilder();
        Map<String, Tensor> point = new LinkedHashMap<>();
        List<Value> arguments = new ArrayList<>();
        for (Graph.Port p : graph.inputs()) {
            point.put(p.name(), inputs.get(arguments.size()));
            arguments.add(b.input(p.name(), p.type()));
        }
        List<Value> all = b.inline(graph, arguments);
        Value sum = null;
        for (int i = 0; i < of.size(); i++) {
            Value term = all.get(graph.outputs().indexOf(of.get(i))).mul(b.constant(u.get(i))).sum();
            sum = sum == null ? term : sum.add(term);
        }
        List<String> with = real(graph.inputs()).stream().map(Graph.Port::name).toList();
        return GradientCheck.of(registry, b.build(Map.of("sum", sum)), "sum").run(point, with);
    }

    /** The largest difference, over the larger of 1 and the largest element; NaN counts as the worst. */
    static double error(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            return Double.POSITIVE_INFINITY;
        }
        double size = 1;
        double most = 0;
        for (int i = 0; i < ours.length; i++) {
            size = Double.isFinite(ours[i]) ? Math.max(size, Math.abs(ours[i])) : size;
            double d = Double.compare(ours[i], theirs[i]) == 0 ? 0 : Math.abs(ours[i] - theirs[i]);
            most = d <= most ? most : d;
        }
        return most / size;
    }
}
