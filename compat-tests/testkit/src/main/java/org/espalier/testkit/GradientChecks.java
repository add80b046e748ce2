package org.espalier.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Vector-Jacobian products against directional central differences in f64: for random cotangents u and directions v,
 * {@code <vjp(u), v>} is the derivative of {@code <u, f(x + hv)>} at h = 0. Of order two: the same for the function that
 * the vector-Jacobian product is, in x and u.
 */
final class GradientChecks implements Check {
    private static final int MOST = 300;
    /** The reason under which a spec leaves residuals out of what is differentiated: its gradient rule gives them none. */
    private static final String OF_RESIDUALS = "cotangents of residuals";
    private final int order;

    GradientChecks(int order) {
        this.order = order;
    }

    @Override
    public String title() {
        return order == 1 ? "vjp" : "vjp of vjp";
    }

    @Override
    public String asks() {
        return order == 1
                ? "vector-Jacobian products in f64 agree with directional central differences, and in f32 with those in f64"
                : "the same for the vector-Jacobian product of the vector-Jacobian product";
    }

    @Override
    public String advice() {
        return "correct the rule given to Op.Builder.vjp; where a sample lies on a kink, keep off it (Domain.avoiding), state the"
                + " derivative (Sample.expectingGradients), or say why differences mean nothing (Sample.withoutDifferences)";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        boolean in = s.cases().stream().anyMatch(c -> c.inputs().stream().anyMatch(t -> t.dtype().isFloating()));
        boolean out = s.cases().stream().anyMatch(c -> c.node().outputTypes().stream().anyMatch(t -> t.dtype().isFloating()));
        return !in ? Optional.of("nothing floating goes in") : !out ? Optional.of("nothing floating comes out") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        double[] worst = new double[1];
        f.each(s.cases(c -> c.taken() == DType.F64 && floats(c) && c.floatingElements() <= MOST), c -> {
            if (c.sample().noDifferences().isEmpty()) {
                Graph function = function(s, c);
                List<Tensor> point = c.inputs();
                for (int i = 1; i < order; i++) {
                    point = withCotangents(function, point, new SplittableRandom(i));
                    function = vjp(s.registry(), function);
                }
                Directional d = new Directional(s, function, point, s.spec().gradientTolerance());
                worst[0] = Math.max(worst[0], d.compare(vjp(s.registry(), function), c.place(), f));
            } else if (order == 1) {
                stated(s, c, f);
            }
        });
        if (f.compared() == 0) {
            f.compare("all samples", "no derivative was compared: add a sample in f64 of at most " + MOST + " floating elements");
        }
        if (order == 1) {
            f.each(s.cases(c -> c.taken() == DType.F32 && floats(c) && c.floatingElements() <= MOST), c -> single(s, c, f));
        }
        f.remark(String.format(java.util.Locale.ROOT, "error %.0e", worst[0]));
    }

    private static boolean floats(Case c) {
        return c.inputs().stream().anyMatch(t -> t.dtype().isFloating())
                && c.node().outputTypes().stream().anyMatch(t -> t.dtype().isFloating());
    }

    /** What is differentiated: the graph of the case, without outputs that a spec says have no cotangents. */
    private static Graph function(Subject s, Case c) {
        if (s.spec().without(OF_RESIDUALS).isEmpty() || !c.node().attributes().flag("residuals", true)) {
            return c.bound();
        }
        int ordinary = s.op().infer(c.node().inputTypes(), c.node().attributes().with("residuals", false), "").size();
        return new Graph(c.bound().inputs(), c.bound().nodes(), c.bound().outputs().subList(0, ordinary));
    }

    /** The graph from the inputs and a cotangent of each floating output to a cotangent of each floating input. */
    static Graph vjp(Registry registry, Graph function) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        function.inputs().forEach(p -> arguments.add(b.input(p.name(), p.type())));
        ValueMap map = Differentiable.inline(b, function, arguments);
        List<Value> of = new ArrayList<>();
        List<Value> given = new ArrayList<>();
        for (Graph.Port p : function.outputs()) {
            if (p.type().dtype().isFloating()) {
                of.add(map.get(p.edge()));
                given.add(b.input("u" + arguments.size() + "_" + given.size(), p.type()));
            }
        }
        List<Value> with = arguments.stream().filter(v -> v.dtype().isFloating()).toList();
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Value v : Autodiff.vjp(b, of, given, with)) {
            outputs.put("out" + outputs.size(), v);
        }
        return b.build(outputs);
    }

    private static List<Tensor> withCotangents(Graph function, List<Tensor> point, SplittableRandom random) {
        List<Tensor> more = new ArrayList<>(point);
        function.outputs().stream()
                .filter(p -> p.type().dtype().isFloating())
                .forEach(p -> more.add(Directional.random(p.type(), random)));
        return more;
    }

    /** A derivative at a kink is the stated one. */
    private static void stated(Subject s, Case c, Findings f) {
        if (c.sample().gradients().isEmpty()) {
            return;
        }
        List<Tensor> point = new ArrayList<>(c.inputs());
        Graph function = function(s, c);
        List<TensorType> floating = function.outputs().stream().map(Graph.Port::type).filter(t -> t.dtype().isFloating()).toList();
        for (int i = 0; i < floating.size(); i++) {
            point.add(Tensor.rounded(floating.get(i), c.sample().cotangents().orElseThrow().get(i)));
        }
        Graph g = vjp(s.registry(), function);
        List<Tensor> actual = s.oracle().run(g, point);
        for (int i = 0; i < actual.size(); i++) {
            Tensor expected = Tensor.rounded(actual.get(i).type(), c.sample().gradients().get().get(i));
            f.compare(c.place() + ", stated cotangent " + i, Comparison.of(actual.get(i), expected, Tolerance.ulps(8)));
        }
    }

    /** In f32 the same as in f64, but for rounding: no rule mixes dtypes or loses a shape. */
    private static void single(Subject s, Case c, Findings f) {
        List<Tensor> point = withCotangents(function(s, c), c.inputs(), new SplittableRandom(7));
        Graph narrow = vjp(s.registry(), function(s, c));
        Case wide = Case.of(s.registry(), s.op(), c.sample(), DType.F64);
        List<Tensor> widePoint = new ArrayList<>();
        Graph wideGraph = vjp(s.registry(), function(s, wide));
        for (int i = 0; i < point.size(); i++) {
            widePoint.add(point.get(i).to(wideGraph.inputs().get(i).type().dtype()));
        }
        List<Tensor> expected = s.oracle().run(wideGraph, widePoint);
        List<Tensor> actual = s.oracle().run(narrow, point);
        for (int i = 0; i < actual.size(); i++) {
            double scale = 1;
            for (double v : expected.get(i).toDoubles()) {
                scale = Double.isFinite(v) ? Math.max(scale, Math.abs(v)) : scale;
            }
            Tensor wanted = expected.get(i).to(actual.get(i).dtype());
            f.compare(c.place() + ", cotangent " + i,
                    Comparison.of(actual.get(i), wanted, Tolerance.ulps(64).withScale(scale)));
        }
    }
}
