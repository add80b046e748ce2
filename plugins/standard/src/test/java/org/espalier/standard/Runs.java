package org.espalier.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.Binder;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** Runs what the plugin's components write, on the reference backend and in f64. */
public final class Runs {
    /** The reference backend with all plugins of the class path. */
    public static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    private Runs() {}

    /** Runs a graph whose dims are known. */
    public static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
        Execution e = Plan.of(ENGINE, graph).execution(Map.of());
        for (Graph.Port p : graph.inputs()) {
            if (e.inputOrNull(p.name()) != null) {
                e.input(p.name()).copyFrom(inputs.get(p.name()));
            }
        }
        e.run();
        Map<String, Tensor> results = new LinkedHashMap<>();
        graph.outputs().forEach(p -> results.put(p.name(), e.result(p.name())));
        return results;
    }

    /** A function's value, and the gradient of the sum of its elements. */
    public record ValueAndGradient(double[] value, double[] gradient) {}

    /** Evaluates and differentiates a function of one f64 tensor. */
    public static ValueAndGradient differentiate(Tensor x, UnaryOperator<Value> function) {
        return differentiate(x, Map.of(), (v, others) -> function.apply(v));
    }

    /** A function of one value that is differentiated, and others by name that are not. */
    @FunctionalInterface
    public interface Formula {
        Value apply(Value x, Map<String, Value> others);
    }

    /** Evaluates and differentiates a function of one f64 tensor and others. */
    public static ValueAndGradient differentiate(Tensor x, Map<String, Tensor> others, Formula function) {
        GraphBuilder b = ENGINE.registry().graphBuilder();
        Value in = b.input("x", x.type());
        Map<String, Value> given = new LinkedHashMap<>();
        others.forEach((name, t) -> given.put(name, b.input(name, t.type())));
        Value y = function.apply(in, given);
        Value g = Autodiff.gradients(b, y.rank() == 0 ? y : y.sum(), List.of(in)).get(0);
        Map<String, Tensor> inputs = new LinkedHashMap<>(others);
        inputs.put("x", x);
        Map<String, Tensor> results = run(b.build(Map.of("y", y, "g", g)), inputs);
        return new ValueAndGradient(results.get("y").toDoubles(), results.get("g").toDoubles());
    }

    /** Evaluates a function of one tensor. */
    public static Tensor evaluate(Tensor x, UnaryOperator<Value> function) {
        GraphBuilder b = ENGINE.registry().graphBuilder();
        Value in = b.input("x", x.type());
        return run(b.build(Map.of("y", function.apply(in))), Map.of("x", x)).get("y");
    }

    /**
     * Writes a layer with one input as a network and runs it.
     *
     * @param variables parameters and states by path; those that are missing have their first value for seed 0
     * @return the output under {@code output}, and what states become under {@code update/<path>}
     */
    public static Map<String, Tensor> layer(Layer layer, boolean training, Tensor x, Map<String, Tensor> variables) {
        return network(new Network(List.of(new Input("input", x.dtype(), x.shape().without(0))), layer,
                List.of(Network.OUTPUT)), training, Map.of("input", x), variables, 0);
    }

    /** As {@link #layer}, with several inputs and a step, on which random layers depend. */
    public static Map<String, Tensor> network(
            Network network, boolean training, Map<String, Tensor> inputs, Map<String, Tensor> variables, long step) {
        Traced traced = network.trace(ENGINE.registry(), training, DType.F64);
        Map<String, Tensor> all = new LinkedHashMap<>(network.init(ENGINE, 0, DType.F64).weights());
        all.putAll(inputs);
        all.put(Traced.SEED, Tensor.scalar(42));
        all.put(Traced.STEP, Tensor.scalar(step));
        all.putAll(variables);
        long batch = inputs.values().iterator().next().shape().length(0);
        Graph bound = Binder.bind(ENGINE.registry().graphBuilder(), traced.graph(), Map.of(Input.BATCH, batch));
        return run(bound, all);
    }

    /** The output of a layer in inference. */
    public static double[] output(Layer layer, Tensor x, Map<String, Tensor> variables) {
        return layer(layer, false, x, variables).get(Network.OUTPUT).toDoubles();
    }

    /**
     * As {@link #layer} in training mode, with the gradients of a weighted sum of the output's elements.
     *
     * @param cotangent the weights
     * @return what {@link #layer} returns, and a gradient for the input and each parameter under {@code d/<path>}
     */
    public static Map<String, Tensor> gradients(
            Layer layer, Tensor x, Map<String, Tensor> variables, Tensor cotangent) {
        Network network = new Network(List.of(new Input("input", x.dtype(), x.shape().without(0))), layer,
                List.of(Network.OUTPUT));
        Traced traced = network.trace(ENGINE.registry(), true, DType.F64);
        GraphBuilder b = ENGINE.registry().graphBuilder();
        Graph bound = Binder.bind(b.fresh(), traced.graph(), Map.of(Input.BATCH, x.shape().length(0)));
        Map<String, Value> named = new LinkedHashMap<>();
        bound.inputs().forEach(p -> named.put(p.name(), b.input(p.name(), p.type())));
        ValueMap map = Differentiable.inline(b, bound, List.copyOf(named.values()));
        Map<String, Value> outputs = new LinkedHashMap<>();
        bound.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        List<String> with = new ArrayList<>(List.of("input"));
        traced.parameters().forEach(p -> with.add(p.spec().path()));
        List<Value> gradients = Autodiff.vjp(b, List.of(outputs.get(Network.OUTPUT)),
                List.of(b.constant(cotangent)), with.stream().map(named::get).toList());
        for (int i = 0; i < with.size(); i++) {
            outputs.put("d/" + with.get(i), gradients.get(i));
        }
        Map<String, Tensor> all = new LinkedHashMap<>(network.init(ENGINE, 0, DType.F64).weights());
        all.put("input", x);
        all.put(Traced.SEED, Tensor.scalar(42));
        all.put(Traced.STEP, Tensor.scalar(0));
        all.putAll(variables);
        return run(b.build(outputs), all);
    }
}
