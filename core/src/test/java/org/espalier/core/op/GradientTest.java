package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.op.Samples.Sample;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gradient rule against central differences along a random direction: ⟨vjp(u), v⟩ = ⟨u, (f(x+hv) - f(x-hv))/2h⟩.
 * The vjp is then itself such a function, of the inputs and of u, and is tested in the same way.
 */
class GradientTest {
    private static final double STEP = 1e-5;

    static Stream<Sample> differentiable() {
        return Samples.all().stream().filter(s -> s.inputs().stream().anyMatch(t -> t.dtype().isFloating())
                && s.graph().outputs().stream().allMatch(p -> p.type().dtype().isFloating()));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void firstOrder(Sample s) {
        check(s.graph(), s.inputs());
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void secondOrder(Sample s) {
        Graph vjp = vjp(s.graph());
        check(vjp, withCotangents(s.graph(), s.inputs(), 11));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void thirdOrder(Sample s) {
        Graph vjp = vjp(s.graph());
        check(vjp(vjp), withCotangents(vjp, withCotangents(s.graph(), s.inputs(), 11), 12));
    }

    private static void check(Graph f, List<Tensor> inputs) {
        List<Tensor> gradients = Reference.run(vjp(f), withCotangents(f, inputs, 21));
        List<Tensor> u = withCotangents(f, inputs, 21).subList(inputs.size(), inputs.size() + f.outputs().size());
        double expected = 0;
        List<Tensor> up = new ArrayList<>();
        List<Tensor> down = new ArrayList<>();
        double got = 0;
        int g = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor x = inputs.get(i);
            if (!x.dtype().isFloating()) {
                up.add(x);
                down.add(x);
                continue;
            }
            Tensor v = Reference.random(x.type(), -1, 1, 31 + i);
            up.add(moved(x, v, STEP));
            down.add(moved(x, v, -STEP));
            got += dot(gradients.get(g++), v);
        }
        List<Tensor> above = Reference.run(f, up);
        List<Tensor> below = Reference.run(f, down);
        for (int i = 0; i < u.size(); i++) {
            expected += (dot(u.get(i), above.get(i)) - dot(u.get(i), below.get(i))) / (2 * STEP);
        }
        assertThat(got).isCloseTo(expected, offset(2e-8 * (1 + Math.abs(expected))));
    }

    /** From a graph's inputs and a cotangent for each output to the cotangents of its floating inputs. */
    private static Graph vjp(Graph f) {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = f.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        List<Value> out = b.inline(f, in);
        List<Value> c = new ArrayList<>();
        out.forEach(y -> c.add(b.input("c" + in.size() + "_" + c.size(), y.type())));
        return b.buildOf(Autodiff.vjp(b, out, c, in.stream().filter(v -> v.dtype().isFloating()).toList()));
    }

    private static List<Tensor> withCotangents(Graph f, List<Tensor> inputs, long seed) {
        List<Tensor> all = new ArrayList<>(inputs);
        for (Graph.Port p : f.outputs()) {
            all.add(Reference.random(p.type(), -1, 1, seed + all.size()));
        }
        return all;
    }

    private static Tensor moved(Tensor x, Tensor v, double by) {
        double[] sum = x.toDoubles();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += by * v.getDouble(i);
        }
        return Tensor.rounded(x.type(), sum);
    }

    private static double dot(Tensor a, Tensor b) {
        assertThat(a.type()).isEqualTo(b.type());
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.getDouble(i) * b.getDouble(i);
        }
        return sum;
    }
}
