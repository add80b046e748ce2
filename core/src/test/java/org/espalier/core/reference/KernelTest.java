package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.reference.Reference.run1;

import java.util.Arrays;
import org.espalier.graph.Attributes;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Kernels against values worked out by hand. */
class KernelTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static Tensor v(double... values) {
        return Tensor.of(values);
    }

    private static Tensor longs(long... values) {
        return Tensor.of(values);
    }

    private static Tensor ints(int... values) {
        return Tensor.of(values);
    }

    private static Tensor bytes(int... values) {
        return Tensor.rounded(TensorType.of(DType.U8, values.length), Arrays.stream(values).asDoubleStream().toArray());
    }

    private static Tensor unary(String op, double... x) {
        return run1(op, v(x));
    }

    @Test
    void signsOfZeroInfinitiesAndNaN() {
        double[] x = {-INF, -2, -0.0, 0.0, 2, INF, NAN};
        assertThat(unary("Neg", x)).isEqualTo(v(INF, 2, 0.0, -0.0, -2, -INF, NAN));
        assertThat(unary("Abs", x)).isEqualTo(v(INF, 2, 0.0, 0.0, 2, INF, NAN));
        assertThat(unary("Sign", x)).isEqualTo(v(-1, -1, -0.0, 0.0, 1, 1, NAN));
        assertThat(unary("Reciprocal", x)).isEqualTo(v(-0.0, -0.5, -INF, INF, 0.5, 0.0, NAN));
        assertThat(unary("Exp", -INF, -0.0, INF, NAN)).isEqualTo(v(0, 1, INF, NAN));
        assertThat(unary("Log", -1, -0.0, 0.0, 1, INF, NAN)).isEqualTo(v(NAN, -INF, -INF, 0, INF, NAN));
        assertThat(unary("Sqrt", -1, -0.0, 4, INF, NAN)).isEqualTo(v(NAN, -0.0, 2, INF, NAN));
        assertThat(unary("Relu", x)).isEqualTo(v(0, 0, 0, 0, 2, INF, NAN));
        assertThat(unary("Sigmoid", -INF, -1e4, 0, 1e4, INF, NAN)).isEqualTo(v(0, 0, 0.5, 1, 1, NAN));
        assertThat(unary("Tanh", -INF, -0.0, 0.0, INF, NAN)).isEqualTo(v(-1, -0.0, 0.0, 1, NAN));
        assertThat(unary("Softplus", -INF, -1e4, 1e4, INF, NAN)).isEqualTo(v(0, 0, 1e4, INF, NAN));
        assertThat(unary("Softsign", -INF, -3, 0, 1, INF, NAN)).isEqualTo(v(-1, -0.75, 0, 0.5, 1, NAN));
        assertThat(run1("LeakyRelu", Attributes.of("alpha", 0.25), v(x))).isEqualTo(v(-INF, -0.5, -0.0, 0, 2, INF, NAN));
        assertThat(run1("Clip", Attributes.of("min", -1.0, "max", 1.0), v(x))).isEqualTo(v(-1, -1, -0.0, 0, 1, 1, NAN));
    }

    @Test
    void maximumAndMinimumKeepNaNAndKnowTheSignOfZero() {
        Tensor a = v(NAN, 1, -0.0, 0.0, INF, -INF);
        Tensor b = v(1, NAN, 0.0, -0.0, 1, 1);
        assertThat(run1("Max", a, b)).isEqualTo(v(NAN, NAN, 0.0, 0.0, INF, 1));
        assertThat(run1("Min", a, b)).isEqualTo(v(NAN, NAN, -0.0, -0.0, 1, -INF));
    }

    @Test
    void comparisonsWithNaNAreFalse() {
        Tensor a = v(NAN, NAN, 1, 0.0, 2);
        Tensor b = v(NAN, 1, NAN, -0.0, 1);
        assertThat(run1("Equal", a, b)).isEqualTo(Tensor.of(new boolean[] {false, false, false, true, false}));
        assertThat(run1("Greater", a, b)).isEqualTo(Tensor.of(new boolean[] {false, false, false, false, true}));
        assertThat(run1("Less", a, b)).isEqualTo(Tensor.of(new boolean[] {false, false, false, false, false}));
    }

    @Test
    void floatsAreRoundedOnce() {
        Tensor a = Tensor.of(new float[] {16777216f, 0.1f});
        Tensor b = Tensor.of(new float[] {1f, 0.2f});
        assertThat(run1("Add", a, b)).isEqualTo(Tensor.of(new float[] {16777216f, 0.1f + 0.2f}));
        Tensor many = Tensor.of(new float[] {16777216f, 1f, 1f});
        assertThat(run1("ReduceSum", Attributes.of("axes", new int[] {0}, "keepdims", false), many).item())
                .isEqualTo(16777218);
        assertThat(run1("MatMul", many, Tensor.of(new float[] {1f, 1f, 1f})).item()).isEqualTo(16777218);
    }

    @Test
    void integersWrapAround() {
        assertThat(run1("Add", ints(Integer.MAX_VALUE), ints(1))).isEqualTo(ints(Integer.MIN_VALUE));
        assertThat(run1("Mul", longs(Long.MAX_VALUE), longs(2))).isEqualTo(longs(-2));
        assertThat(run1("Add", bytes(250, 1), bytes(10, 2))).isEqualTo(bytes(4, 3));
        assertThat(run1("Sub", bytes(1), bytes(2))).isEqualTo(bytes(255));
        assertThat(run1("Max", bytes(200), bytes(100))).isEqualTo(bytes(200));
        assertThat(run1("Greater", longs((1L << 53) + 1), longs(1L << 53))).isEqualTo(Tensor.of(new boolean[] {true}));
        assertThat(run1("Neg", ints(Integer.MIN_VALUE, 3))).isEqualTo(ints(Integer.MIN_VALUE, -3));
        assertThat(run1("Pow", longs(3, -2, 2, 1, -1, 7), longs(4, 3, -1, -5, -3, 0))).isEqualTo(longs(81, -8, 0, 1, -1, 1));
    }

    @Test
    void integerQuotientsAreCutTowardsZero() {
        assertThat(run1("Div", ints(7, -7, 7, -7), ints(2, 2, -2, -2))).isEqualTo(ints(3, -3, -3, 3));
        assertThat(run1("Div", v(1, -1, 0), v(0, 0, 0))).isEqualTo(v(INF, -INF, NAN));
        assertThatThrownBy(() -> run1("Div", ints(7), ints(0)))
                .isInstanceOf(EspalierException.class)
                .hasMessage("divides the integer 7 by 0");
    }

    @Test
    void castCutsOffAndKnowsTruth() {
        Tensor x = v(2.9, -2.9, 0, NAN, 1e20);
        assertThat(run1("Cast", Attributes.of("to", DType.I32), x)).isEqualTo(ints(2, -2, 0, 0, Integer.MAX_VALUE));
        assertThat(run1("Cast", Attributes.of("to", DType.BOOL), x))
                .isEqualTo(Tensor.of(new boolean[] {true, true, false, true, true}));
        assertThat(run1("Cast", Attributes.of("to", DType.F64), bytes(255, 3))).isEqualTo(v(255, 3));
        assertThat(run1("Cast", Attributes.of("to", DType.F32), longs(16777217))).isEqualTo(Tensor.of(new float[] {16777216f}));
        assertThat(run1("Cast", Attributes.of("to", DType.U8), ints(257, -1))).isEqualTo(bytes(1, 255));
    }

    @Test
    void whereBroadcastsAllThree() {
        Tensor c = Tensor.of(new boolean[] {true, false}, 2, 1);
        assertThat(run1("Where", c, longs(1, 2, 3), Tensor.scalar(9)))
                .isEqualTo(Tensor.of(new long[] {1, 2, 3, 9, 9, 9}, 2, 3));
    }

    @Test
    void matrixProducts() {
        Tensor a = v(1, 2, 3, 4, 5, 6).reshape(2, 3);
        Tensor b = v(1, 0, 2, 0, 1, 3).reshape(3, 2);
        assertThat(run1("MatMul", a, b)).isEqualTo(v(8, 9, 20, 18).reshape(2, 2));
        assertThat(run1("MatMul", a, v(1, 0, -1))).isEqualTo(v(-2, -2));
        assertThat(run1("MatMul", v(1, -1), a)).isEqualTo(v(-3, -3, -3));
        assertThat(run1("MatMul", ints(1, 2).reshape(1, 2), ints(3, 4).reshape(2, 1))).isEqualTo(ints(11).reshape(1, 1));
        Attributes gemm = Attributes.of("alpha", 2.0, "beta", 0.5, "transA", true, "transB", true);
        assertThat(run1("Gemm", gemm, v(1, 4, 2, 5, 3, 6).reshape(3, 2), v(1, 2, 1, 0, 0, 3).reshape(2, 3), v(10, 20)))
                .isEqualTo(v(21, 28, 45, 46).reshape(2, 2));
        assertThat(run1("MatMul", Tensor.zeros(TensorType.of(DType.F64, 2, 0)), Tensor.zeros(TensorType.of(DType.F64, 0, 1))))
                .isEqualTo(v(0, 0).reshape(2, 1));
    }

    @Test
    void shapesAndSlices() {
        Tensor x = longs(1, 2, 3, 4, 5, 6).reshape(2, 3);
        assertThat(run1("Transpose", Attributes.of("perm", new int[] {1, 0}), x))
                .isEqualTo(longs(1, 4, 2, 5, 3, 6).reshape(3, 2));
        assertThat(run1("Expand", Attributes.of("shape", Shape.of(2, 2, 1)), longs(1, 2).reshape(1, 2)))
                .isEqualTo(longs(1, 2, 1, 2, 1, 2, 1, 2).reshape(2, 2, 2));
        assertThat(run1("Concat", Attributes.of("axis", 1), x, longs(7, 8).reshape(2, 1)))
                .isEqualTo(longs(1, 2, 3, 7, 4, 5, 6, 8).reshape(2, 4));
        assertThat(slice(x, 1, Long.MIN_VALUE, 1, -1)).isEqualTo(longs(2, 1, 5, 4).reshape(2, 2));
        assertThat(slice(x, -2, 99, 1, 1)).isEqualTo(longs(2, 3, 5, 6).reshape(2, 2));
        assertThat(slice(x, 0, Long.MAX_VALUE, 1, 2)).isEqualTo(longs(1, 3, 4, 6).reshape(2, 2));
        assertThat(slice(x, -1, -4, 1, -2)).isEqualTo(longs(3, 1, 6, 4).reshape(2, 2));
        assertThat(slice(x, -99, -1, 0, 1)).isEqualTo(longs(1, 2, 3).reshape(1, 3));
        assertThat(slice(x, 99, -99, 0, -1)).isEqualTo(longs(4, 5, 6, 1, 2, 3).reshape(2, 3));
        assertThat(slice(x, 2, 1, 1, 1).size()).isZero();
    }

    private static Tensor slice(Tensor x, long start, long end, int axis, long step) {
        return run1("Slice", Attributes.of("starts", new long[] {start}, "ends", new long[] {end},
                "axes", new int[] {axis}, "steps", new long[] {step}), x);
    }

    @Test
    void indices() {
        Tensor x = longs(1, 2, 3, 4, 5, 6).reshape(3, 2);
        assertThat(run1("Gather", Attributes.of("axis", 0), x, longs(2, -3))).isEqualTo(longs(5, 6, 1, 2).reshape(2, 2));
        assertThat(run1("Gather", Attributes.of("axis", 1), x, ints(1))).isEqualTo(longs(2, 4, 6).reshape(3, 1));
        assertThat(run1("GatherGrad", Attributes.of("axis", 0, "shape", Shape.of(3, 1)),
                Tensor.of(new float[] {16777216f, 1f, 1f}, 3, 1), longs(1, 1, 1)))
                .isEqualTo(Tensor.of(new float[] {0, 16777218f, 0}, 3, 1));
        assertThatThrownBy(() -> run1("Gather", Attributes.of("axis", 0), x, longs(0, 3)))
                .isInstanceOf(EspalierException.class)
                .hasMessage("index 3 at position 1 is not within the axis of length 3");
        assertThat(run1("OneHot", Attributes.of("axis", 0, "depth", 2, "dtype", DType.U8), longs(1, 0, 2, -1, -3)))
                .isEqualTo(bytes(0, 1, 0, 0, 0, 1, 0, 0, 1, 0).reshape(2, 5));
    }

    @Test
    void reductions() {
        Tensor x = v(1, 5, 5, -2, NAN, 3).reshape(2, 3);
        Attributes last = Attributes.of("axes", new int[] {-1}, "keepdims", false);
        assertThat(run1("ReduceSum", last, x)).isEqualTo(v(11, NAN));
        assertThat(run1("ReduceMax", last, x)).isEqualTo(v(5, NAN));
        assertThat(run1("ReduceMin", last, x)).isEqualTo(v(1, NAN));
        assertThat(run1("ReduceMean", last, longs(1, 2, 4, -1, -2, -4).reshape(2, 3))).isEqualTo(longs(2, -2));
        assertThat(run1("ReduceMax", last, bytes(200, 100).reshape(1, 2))).isEqualTo(bytes(200));
        assertThat(run1("ArgMax", Attributes.of("axis", 1, "keepdims", false), x)).isEqualTo(longs(1, 1));
        assertThat(run1("ReduceSum", last, Tensor.zeros(TensorType.of(DType.F64, 2, 0)))).isEqualTo(v(0, 0));
        assertThat(run1("ReduceMean", last, Tensor.zeros(TensorType.of(DType.F64, 1, 0)))).isEqualTo(v(NAN));
    }

    /** exp(-1000) is 0 in double precision, so both must be exact here, and neither may overflow. */
    @Test
    void softmaxIsStable() {
        Tensor x = v(1000, 1000, 0).reshape(1, 3);
        assertThat(run1("Softmax", Attributes.of("axis", 1), x)).isEqualTo(v(0.5, 0.5, 0).reshape(1, 3));
        double log2 = StrictMath.log(2);
        assertThat(run1("LogSoftmax", Attributes.of("axis", 1), x)).isEqualTo(v(-log2, -log2, -1000 - log2).reshape(1, 3));
    }
}
