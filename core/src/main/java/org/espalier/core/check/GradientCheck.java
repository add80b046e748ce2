package org.espalier.core.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.backend.Buffer;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Compares the gradients of a scalar function, given as a graph in f64, with quotients of differences, computed on the
 * reference backend. One coordinate after the other is moved by a step and put back to the bits that it had.
 *
 * <p>The central quotient (J(θ+h) − J(θ−h)) / 2h has an error of order h², the forward quotient (J(θ+h) − J(θ)) / h one
 * of order h; rounding adds about |J| 2^-52 / h to both. At a kink of the function both are wrong. Immutable.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class GradientCheck {
    /** The step where no other is given. */
    public static final double STEP = 1e-5;

    private final Registry registry;
    private final Graph graph;
    private final String output;
    private final Steps steps;
    private final boolean central;
    private final int most;

    /** Chooses a step for each coordinate. */
    @FunctionalInterface
    @API(status = API.Status.STABLE, since = "0.1")
    public interface Steps {
        /** The step, more than 0, for a coordinate of the named input that has this value. */
        double step(String name, int coordinate, double value);
    }

    private GradientCheck(Registry registry, Graph graph, String output, Steps steps, boolean central, int most) {
        this.registry = registry;
        this.graph = graph;
        this.output = output;
        this.steps = steps;
        this.central = central;
        this.most = most;
    }

    /**
     * A check with central differences, a step of 1e-5, and every coordinate moved.
     *
     * @param graph has no names of dims left
     * @param output the name of the output that is differentiated: an f64 scalar
     */
    public static GradientCheck of(Registry registry, Graph graph, String output) {
        if (!graph.output(output).type().equals(TensorType.of(DType.F64))) {
            throw new EspalierException("a gradient check needs a scalar in f64, but the output '" + output + "' is "
                    + graph.output(output).type());
        }
        if (!graph.unboundDims().isEmpty()) {
            throw new EspalierException("a gradient check needs every dim to be a number, but " + graph.unboundDims()
                    + " are not; bind them first");
        }
        return new GradientCheck(registry, graph, output, (name, i, value) -> STEP, true, Integer.MAX_VALUE);
    }

    /** With the same step for all coordinates. */
    public GradientCheck withStep(double step) {
        return withSteps((name, i, value) -> step);
    }

    /** With a step of its own for each coordinate. */
    public GradientCheck withSteps(Steps rule) {
        return new GradientCheck(registry, graph, output, rule, central, most);
    }

    /** With one-sided differences, to the right. */
    public GradientCheck oneSided() {
        return new GradientCheck(registry, graph, output, steps, false, most);
    }

    /** With no more than so many coordinates of each input moved, spread evenly over it. */
    public GradientCheck withAtMost(int coordinates) {
        return new GradientCheck(registry, graph, output, steps, central, coordinates);
    }

    /** Checks at a point: a value for each input of the graph. */
    public GradientReport run(Map<String, Tensor> point, Collection<String> with) {
        Map<String, Buffer> memory = new LinkedHashMap<>();
        for (Graph.Port p : graph.inputs()) {
            Tensor t = point.get(p.name());
            if (t == null || !t.type().equals(p.type())) {
                throw new EspalierException("the input '" + p.name() + "' is " + p.type() + ", but was given "
                        + (t == null ? "nothing; there are " + point.keySet() : t.type()));
            }
            memory.put(p.name(), Buffer.of(t));
        }
        return runOn(memory, with);
    }

    /**
     * Checks at the point that lies in memory, such as a network's live variables; afterwards it holds the same bits as
     * before, also when the check fails on the way.
     *
     * @param with the names of the inputs, all f64, whose gradients are checked
     */
    public GradientReport runOn(Map<String, Buffer> memory, Collection<String> with) {
        List<String> names = List.copyOf(with);
        try (Engine engine = Engine.create(registry, Engine.REFERENCE, 1)) {
            Map<String, Tensor> gradients = gradients(engine, memory, names);
            Execution function = Plan.of(engine, function()).execution(memory);
            function.run();
            double objective = function.output(output).getDouble(0);
            List<GradientReport.Entry> entries = new ArrayList<>();
            for (String name : names) {
                entries.add(check(function, name, function.input(name), gradients.get(name), objective));
            }
            return new GradientReport(objective, entries);
        }
    }

    private GradientReport.Entry check(Execution function, String name, Buffer at, Tensor gradient, double objective) {
        int n = Math.min(most, at.length());
        int[] moved = new int[n];
        double[] numeric = new double[n];
        double noise = 0;
        for (int k = 0; k < n; k++) {
            moved[k] = (int) ((long) k * at.length() / n);
            double h = steps.step(name, moved[k], at.getDouble(moved[k]));
            if (!(h > 0)) {
                throw new EspalierException("the step of coordinate " + moved[k] + " of '" + name
                        + "' must be more than 0, but is " + h);
            }
            numeric[k] = quotient(function, at, moved[k], h, objective);
            noise = Math.max(noise, 16 * Math.ulp(1.0) * Math.max(1, Math.abs(objective)) / h);
        }
        return GradientReport.compare(name, gradient, moved, numeric, noise);
    }

    private double quotient(Execution function, Buffer at, int i, double h, double objective) {
        double before = at.getDouble(i);
        try {
            double right = valueAt(function, at, i, before + h);
            double left = central ? valueAt(function, at, i, before - h) : objective;
            // The step that was really made: before + h is rounded.
            double width = (before + h) - (central ? before - h : before);
            return (right - left) / width;
        } finally {
            at.setDouble(i, before);
        }
    }

    private double valueAt(Execution function, Buffer at, int i, double value) {
        at.setDouble(i, value);
        function.run();
        return function.output(output).getDouble(0);
    }

    /** The graph with nothing but the output in question. */
    private Graph function() {
        return new Graph(graph.inputs(), graph.nodes(), List.of(graph.output(output)));
    }

    private Map<String, Tensor> gradients(Engine engine, Map<String, Buffer> memory, List<String> names) {
        GraphBuilder b = registry.graphBuilder();
        Map<String, Value> arguments = new LinkedHashMap<>();
        graph.inputs().forEach(p -> arguments.put(p.name(), b.input(p.name(), p.type())));
        ValueMap map = Differentiable.inline(b, graph, List.copyOf(arguments.values()));
        for (String name : names) {
            if (graph.input(name).type().dtype() != DType.F64) {
                throw new EspalierException("a gradient check moves values in f64, but the input '" + name + "' is "
                        + graph.input(name).type());
            }
        }
        List<Value> results = Autodiff.gradients(b, map.get(graph.output(output).edge()),
                names.stream().map(arguments::get).toList());
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            outputs.put(names.get(i), results.get(i));
        }
        Execution e = Plan.of(engine, b.build(outputs), Map.of(), Set.of()).execution(memory);
        e.run();
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        names.forEach(name -> gradients.put(name, e.result(name)));
        return gradients;
    }
}
