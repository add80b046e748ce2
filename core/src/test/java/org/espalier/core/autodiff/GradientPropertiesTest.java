package org.espalier.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import org.espalier.core.check.Interpreter;
import org.espalier.core.check.RandomGraph;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** What holds of the gradient of any graph. */
class GradientPropertiesTest {
    private static final long MANY = 1 << 20;
    private static final Registry REGISTRY = Registry.discover();
    private static final Interpreter NAIVE = new Interpreter(REGISTRY,
            Engine.create(REGISTRY, Engine.REFERENCE, 1).reference());

    /** From inputs and cotangents of all outputs to cotangents of all inputs. */
    private static Graph vjp(Graph g, boolean throughDecompositions) {
        GraphBuilder b = REGISTRY.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        g.inputs().forEach(p -> arguments.add(b.input(p.name(), p.type())));
        List<Value> outputs;
        if (throughDecompositions) {
            ValueMap map = Differentiable.inline(b, g, arguments);
            outputs = g.outputs().stream().map(p -> map.get(p.edge())).toList();
        } else {
            outputs = b.inline(g, arguments);
        }
        List<Value> cotangents = new ArrayList<>();
        g.outputs().forEach(p -> cotangents.add(b.input("u " + p.name(), p.type())));
        return b.buildOf(Autodiff.vjp(b, outputs, cotangents, arguments));
    }

    private static List<Tensor> draw(Graph g, SplittableRandom random) {
        return g.outputs().stream().map(p -> draw(p.type(), random)).toList();
    }

    private static Tensor draw(TensorType type, SplittableRandom random) {
        return Tensor.rounded(type, random.doubles(type.shape().size(), -1, 1).toArray());
    }

    private static List<Tensor> run(Graph vjp, List<Tensor> inputs, List<Tensor> cotangents) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.addAll(cotangents);
        return NAIVE.run(vjp, all);
    }

    private static double size(List<Tensor> tensors) {
        return tensors.stream().mapToDouble(t -> {
            double most = 1;
            for (double v : t.toDoubles()) {
                most = Math.max(most, Math.abs(v));
            }
            return most;
        }).max().orElse(1);
    }

    private static Tensor sum(double a, Tensor x, double b, Tensor y) {
        double[] out = new double[x.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = a * x.getDouble(i) + b * y.getDouble(i);
        }
        return Tensor.rounded(x.type(), out);
    }

    private static double dot(List<Tensor> x, List<Tensor> y) {
        double sum = 0;
        for (int k = 0; k < x.size(); k++) {
            for (int i = 0; i < x.get(k).size(); i++) {
                sum += x.get(k).getDouble(i) * y.get(k).getDouble(i);
            }
        }
        return sum;
    }

    @Property(tries = 200, seed = "6")
    void itIsLinearInTheCotangent(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        RandomGraph.Drawn d = RandomGraph.smooth(REGISTRY, seed);
        Graph vjp = vjp(d.graph(), true);
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> u = draw(d.graph(), random);
        List<Tensor> v = draw(d.graph(), random);
        List<Tensor> both = new ArrayList<>();
        for (int i = 0; i < u.size(); i++) {
            both.add(sum(2, u.get(i), -3, v.get(i)));
        }
        List<Tensor> gu = run(vjp, d.inputs(), u);
        List<Tensor> gv = run(vjp, d.inputs(), v);
        List<Tensor> gBoth = run(vjp, d.inputs(), both);
        double tolerance = 1e-10 * Math.max(size(gu), size(gv));
        for (int k = 0; k < gBoth.size(); k++) {
            assertThat(gBoth.get(k).toDoubles()).as(d.graph().toString())
                    .containsExactly(sum(2, gu.get(k), -3, gv.get(k)).toDoubles(), within(tolerance));
        }
    }

    @Property(tries = 200, seed = "7")
    void itIsWhatDifferencesSay(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        RandomGraph.Drawn d = RandomGraph.smooth(REGISTRY, seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> u = draw(d.graph(), random);
        List<Tensor> v = d.inputs().stream().map(t -> draw(t.type(), random)).toList();
        double ours = dot(run(vjp(d.graph(), true), d.inputs(), u), v);
        double size = Math.max(Math.abs(ours), size(NAIVE.run(d.graph(), d.inputs())));
        Assume.that(size < 1e3);
        double wide = quotient(d, u, v, 1e-4);
        double narrow = quotient(d, u, v, 5e-5);
        // Where the two disagree a kink lies between, and differences say nothing.
        boolean smooth = Math.abs(wide - narrow) <= 1e-4 * size;
        Statistics.collect(smooth);
        Statistics.coverage(c -> c.check(true).percentage(p -> p > 95));
        if (smooth) {
            assertThat(ours).as(d.graph().toString()).isCloseTo((4 * narrow - wide) / 3, within(1e-6 * size));
        }
    }

    private static double quotient(RandomGraph.Drawn d, List<Tensor> u, List<Tensor> v, double h) {
        List<Tensor> right = new ArrayList<>();
        List<Tensor> left = new ArrayList<>();
        for (int i = 0; i < v.size(); i++) {
            right.add(sum(1, d.inputs().get(i), h, v.get(i)));
            left.add(sum(1, d.inputs().get(i), -h, v.get(i)));
        }
        return (dot(NAIVE.run(d.graph(), right), u) - dot(NAIVE.run(d.graph(), left), u)) / (2 * h);
    }

    @Property(tries = 100, seed = "8")
    void itDoesNotDependOnWhereDecompositionsAreWritten(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        RandomGraph.Drawn d = RandomGraph.smooth(REGISTRY, seed);
        List<Tensor> u = draw(d.graph(), new SplittableRandom(seed));
        assertThat(run(vjp(d.graph(), false), d.inputs(), u)).isEqualTo(run(vjp(d.graph(), true), d.inputs(), u));
    }

    @Property(tries = 100, seed = "9")
    void whatDoesNotInfluenceHasGradientZero(@ForAll @LongRange(min = 0, max = MANY) long seed) {
        Graph g = RandomGraph.smooth(REGISTRY, seed).graph();
        GraphBuilder b = REGISTRY.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        g.inputs().forEach(p -> arguments.add(b.input(p.name(), p.type())));
        Value stranger = b.input("stranger", TensorType.of(org.espalier.tensor.DType.F64, 3));
        Value y = b.inline(g, arguments).get(0);
        Graph gradient = b.build(Map.of("g", Autodiff.gradients(b, y.sum(), List.of(stranger)).get(0)));
        List<Tensor> inputs = new ArrayList<>(RandomGraph.smooth(REGISTRY, seed).inputs());
        inputs.add(Tensor.of(new double[] {1, 2, 3}));
        assertThat(NAIVE.run(gradient, inputs).get(0).toDoubles()).containsExactly(0, 0, 0);
    }
}
