package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients where there is a kink, a tie or a singularity: what is promised there, and that nothing turns into NaN. */
class GradientEdgesTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor v(double... values) {
        return Tensor.of(values);
    }

    /** The gradients of the sum of an op's output with respect to all floating inputs, differentiated so many times. */
    private static List<Tensor> gradients(int order, String op, Attributes attributes, Tensor... inputs) {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = new ArrayList<>();
        for (Tensor t : inputs) {
            in.add(b.input("in" + in.size(), t.type()));
        }
        List<Value> wanted = in.stream().filter(x -> x.dtype().isFloating()).toList();
        Value y = b.apply(op, in, attributes).get(0);
        List<Value> g = List.of(y);
        for (int i = 0; i < order; i++) {
            g = Autodiff.gradients(b, g.get(0).sum(), wanted);
        }
        return Reference.run(b.buildOf(g), List.of(inputs));
    }

    private static Tensor gradient(String op, Attributes attributes, Tensor... inputs) {
        return gradients(1, op, attributes, inputs).get(0);
    }

    private static Tensor gradient(String op, double... x) {
        return gradient(op, Attributes.none(), v(x));
    }

    @Test
    void kinks() {
        assertThat(gradient("Relu", -1, -0.0, 0, 1)).isEqualTo(v(0, 0, 0, 1));
        assertThat(gradient("Abs", -1, 0, 1)).isEqualTo(v(-1, 0, 1));
        assertThat(gradient("Sign", -1, 0, 1)).isEqualTo(v(0, 0, 0));
        assertThat(gradient("LeakyRelu", Attributes.of("alpha", 0.1), v(-1, 0, 1))).isEqualTo(v(0.1, 0.1, 1));
        assertThat(gradient("Clip", Attributes.of("min", -1.0, "max", 1.0), v(-2, -1, 0, 1, 2))).isEqualTo(v(0, 1, 1, 1, 0));
        assertThat(gradient("Softsign", -1, 0, 1)).isEqualTo(v(0.25, 1, 0.25));
    }

    @Test
    void whatIsNotChosenDoesNotSpoilTheGradient() {
        assertThat(gradients(1, "PRelu", Attributes.none(), v(INF, -2, 3), v(0.5))).containsExactly(v(1, 0.5, 1), v(-2));
        for (String op : List.of("Elu", "Celu")) {
            assertThat(gradient(op, Attributes.of("alpha", 2.0), v(1e308, INF, -1e308, -INF))).isEqualTo(v(1, 1, 0, 0));
        }
        assertThat(gradient("Selu", Attributes.of("alpha", 1.5, "gamma", 2.0), v(1e308, -INF))).isEqualTo(v(2, 0));
        assertThat(gradient("Expm1", -INF, INF)).isEqualTo(v(0, INF));
        assertThat(gradient("LogSigmoid", -INF, INF, -1e308, 1e308)).isEqualTo(v(1, 0, 1, 0));
    }

    @Test
    void derivativesAreInfiniteWhereTheFunctionIsSteep() {
        assertThat(gradient("Asin", -1, 1)).isEqualTo(v(INF, INF));
        assertThat(gradient("Acos", -1, 1)).isEqualTo(v(-INF, -INF));
        assertThat(gradient("Acosh", 1)).isEqualTo(v(INF));
        assertThat(gradient("Atanh", -1, 1)).isEqualTo(v(INF, INF));
        assertThat(gradient("Log1p", -1)).isEqualTo(v(INF));
        assertThat(gradient("Atan", -INF, 1e200)).isEqualTo(v(0, 0));
        assertThat(gradient("Asinh", -INF, INF)).isEqualTo(v(0, 0));
    }

    @Test
    void tiesShareEqually() {
        Tensor a = v(1, 2, 3);
        Tensor b = v(3, 2, 1);
        assertThat(gradients(1, "Max", Attributes.none(), a, b)).containsExactly(v(0, 0.5, 1), v(1, 0.5, 0));
        assertThat(gradients(1, "Min", Attributes.none(), a, b)).containsExactly(v(1, 0.5, 0), v(0, 0.5, 1));
        Attributes rows = Attributes.of("axes", new int[] {1}, "keepdims", false);
        Tensor x = v(1, 4, 4, 2, 5, 5, 5, 5).reshape(2, 4);
        assertThat(gradient("ReduceMax", rows, x)).isEqualTo(v(0, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25).reshape(2, 4));
        assertThat(gradient("ReduceMin", rows, x)).isEqualTo(v(1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25).reshape(2, 4));
    }

    /** 0^b: the slope along the base is 1 for b = 1 and 0 for b = 0 and b > 1; along the exponent it is 0. */
    @Test
    void powersOfZero() {
        Tensor zero = v(0, 0, 0, 0, 0);
        Tensor b = v(0, 0.5, 1, 2, 3);
        assertThat(gradients(1, "Pow", Attributes.none(), zero, b))
                .containsExactly(v(0, INF, 1, 0, 0), v(0, 0, 0, 0, 0));
        assertThat(gradients(2, "Pow", Attributes.none(), v(0, 0), v(2, 3)).get(0)).isEqualTo(v(2, 0));
        assertThat(gradients(3, "Pow", Attributes.none(), v(0, 0), v(2, 3)).get(0)).isEqualTo(v(0, 6));
        assertThat(gradients(2, "Pow", Attributes.none(), v(0, 0, 0), v(1, 2, 0)).get(0).getDouble(1)).isEqualTo(2);
    }

    @Test
    void wholePowersOfNegativeNumbers() {
        assertThat(gradients(1, "Pow", Attributes.none(), v(-2, -2, -2), v(2, 3, 0)).get(0)).isEqualTo(v(-4, 12, -0.0));
        assertThat(gradients(2, "Pow", Attributes.none(), v(-2, -2), v(2, 3)).get(0)).isEqualTo(v(2, -12));
    }

    @Test
    void sigmoidAndItsKindAreFlatFarOut() {
        for (String op : List.of("Sigmoid", "Tanh", "Softplus", "Erf", "Softsign")) {
            for (int order = 1; order <= 3; order++) {
                List<Tensor> g = gradients(order, op, Attributes.none(), v(-1e4, 1e4));
                assertThat(g.get(0).toDoubles()).as(op).doesNotContain(Double.NaN);
            }
        }
        assertThat(gradient("Softplus", -1e4, 0, 1e4)).isEqualTo(v(0, 0.5, 1));
    }

    @Test
    void castPassesGradientsBetweenFloatingTypesOnly() {
        Tensor x = Tensor.of(new float[] {1, 2});
        assertThat(gradient("Cast", Attributes.of("to", DType.F64), x)).isEqualTo(Tensor.of(new float[] {1, 1}));
    }

    @Test
    void gatheredRowsAddUp() {
        Tensor rows = v(1, 2, 3, 4, 5, 6).reshape(3, 2);
        assertThat(gradient("Gather", Attributes.of("axis", 0), rows, Tensor.of(new long[] {2, 2, -3})))
                .isEqualTo(v(1, 1, 0, 0, 2, 2).reshape(3, 2));
    }

    /** No matrix is transposed in memory on the way to the gradients of a product of two matrices. */
    @Test
    void gradientsOfMatrixProductsTransposeNothing() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value x = b.input("x", v(1, 2, 3, 4, 5, 6).reshape(1, 2, 3).type());
        Value w = b.input("w", v(1, 2, 3, 4, 5, 6).reshape(3, 2).type());
        Graph g = b.buildOf(Autodiff.gradients(b, x.matmul(w).tanh().sum(), List.of(x, w)));
        assertThat(g.nodes()).noneMatch(n -> n.op().id().equals("Transpose"));
        assertThat(g.nodes().stream().filter(n -> n.op().id().equals("Gemm")).toList()).hasSize(2);
    }
}
