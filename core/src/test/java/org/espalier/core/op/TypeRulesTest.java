package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I64;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Attributes;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Type rules with names for dims, and what they say where the inputs do not fit. */
class TypeRulesTest {
    private static final Attributes NONE = Attributes.none();

    /** A type such as {@code f32[batch,128]} from its dtype and its dims. */
    private static TensorType t(DType dtype, Object... dims) {
        return new TensorType(dtype, shape(dims));
    }

    private static Shape shape(Object... dims) {
        return Shape.of(Arrays.stream(dims).map(d -> d instanceof Dim x ? x
                : d instanceof String name ? Dim.of(name) : Dim.of((Integer) d)).toList());
    }

    private static String infer(String op, Attributes attributes, TensorType... in) {
        return Reference.REGISTRY.op(op).infer(List.of(in), attributes, "encoder/1/dense").get(0).toString();
    }

    private static void fails(String message, String op, Attributes attributes, TensorType... in) {
        assertThatThrownBy(() -> infer(op, attributes, in))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[" + op + "] " + message + ", at encoder/1/dense");
    }

    private static Attributes gemm(boolean transA, boolean transB) {
        return Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB);
    }

    private static Attributes slice(long start, long end, int axis, long step) {
        return Attributes.of("starts", new long[] {start}, "ends", new long[] {end}, "axes", new int[] {axis},
                "steps", new long[] {step});
    }

    @Test
    void elementwise() {
        assertThat(infer("Add", NONE, t(F32, "batch", 3), t(F32, 3))).isEqualTo("f32[batch,3]");
        assertThat(infer("Mul", NONE, t(F32, "batch", 1), t(F32, 1, 3))).isEqualTo("f32[batch,3]");
        assertThat(infer("Greater", NONE, t(I64, "n"), t(I64))).isEqualTo("bool[n]");
        assertThat(infer("Cast", Attributes.of("to", F32), t(BOOL, "n"))).isEqualTo("f32[n]");
        assertThat(infer("Where", NONE, t(BOOL, "n", 1), t(F64, 4), t(F64))).isEqualTo("f64[n,4]");
        fails("shapes [batch,3] and [batch,4] do not broadcast (3 ≠ 4 at axis -1)",
                "Add", NONE, t(F32, "batch", 3), t(F32, "batch", 4));
        fails("lhs f32[2] and rhs f64[2] must have the same dtype (f32 ≠ f64); cast one of them",
                "Sub", NONE, t(F32, 2), t(F64, 2));
        fails("lhs must be f32 or f64 or i32 or i64 or u8, but is bool[2]", "Mul", NONE, t(BOOL, 2), t(BOOL, 2));
        fails("input must be f32 or f64, but is i64[2]", "Exp", NONE, t(I64, 2));
        fails("input must be bool, but is f32[]", "Not", NONE, t(F32));
        fails("it takes 2 inputs, but was given 1: [f32[2]]", "Add", NONE, t(F32, 2));
        fails("it takes 1 input, but was given 2: [f32[2], f32[2]]", "Exp", NONE, t(F32, 2), t(F32, 2));
        fails("condition must be bool, but is f32[2]", "Where", NONE, t(F32, 2), t(F32, 2), t(F32, 2));
        fails("min must not be above max (1.0 > 0.0)", "Clip", Attributes.of("min", 1, "max", 0), t(F32, 2));
        fails("attribute 'alpha' must be a Number, but is missing; there are []", "LeakyRelu", NONE, t(F32, 2));
    }

    @Test
    void matrixProducts() {
        assertThat(infer("MatMul", NONE, t(F32, "batch", 128), t(F32, 128, 10))).isEqualTo("f32[batch,10]");
        assertThat(infer("MatMul", NONE, t(F32, "batch", "time", 8), t(F32, 8, 4))).isEqualTo("f32[batch,time,4]");
        assertThat(infer("MatMul", NONE, t(F32, "b", 1, 2, 8), t(F32, 5, 8, 4))).isEqualTo("f32[b,5,2,4]");
        assertThat(infer("MatMul", NONE, t(F32, 8), t(F32, "b", 8, 4))).isEqualTo("f32[b,4]");
        assertThat(infer("MatMul", NONE, t(F32, "b", 8), t(F32, 8))).isEqualTo("f32[b]");
        assertThat(infer("MatMul", NONE, t(F32, "n"), t(F32, "n"))).isEqualTo("f32[]");
        assertThat(infer("Gemm", gemm(true, true), t(F32, "k", "m"), t(F32, 5, "k"), t(F32, 5))).isEqualTo("f32[m,5]");
        fails("last dimension of lhs f32[batch,128] must equal second-to-last of rhs f32[64,10] (128 ≠ 64)",
                "MatMul", NONE, t(F32, "batch", 128), t(F32, 64, 10));
        fails("last dimension of lhs f32[2,n] must equal the only one of rhs f32[m] (n ≠ m)",
                "MatMul", NONE, t(F32, 2, "n"), t(F32, "m"));
        fails("lhs must have at least one axis, but is f32[]", "MatMul", NONE, t(F32), t(F32, 2));
        fails("rhs must have 2 axes, but is f32[3,4,5]", "Gemm", gemm(false, false), t(F32, 2, 3), t(F32, 3, 4, 5));
        fails("first dimension of lhs f32[3,2] (transposed) must equal last of rhs f32[5,4] (transposed) (3 ≠ 4)",
                "Gemm", gemm(true, true), t(F32, 3, 2), t(F32, 5, 4));
        fails("the addend f32[3,5] must broadcast to the product f32[2,5]",
                "Gemm", gemm(false, false), t(F32, 2, 3), t(F32, 3, 5), t(F32, 3, 5));
        fails("the addend f32[1,2,5] must broadcast to the product f32[2,5]",
                "Gemm", gemm(false, false), t(F32, 2, 3), t(F32, 3, 5), t(F32, 1, 2, 5));
        fails("it takes 2 to 3 inputs, but was given 1: [f32[2,3]]", "Gemm", gemm(false, false), t(F32, 2, 3));
    }

    @Test
    void shapes() {
        Dim batch = Dim.of("batch");
        assertThat(infer("Reshape", Attributes.of("shape", shape("batch", 2, 3)), t(F32, "batch", 6))).isEqualTo("f32[batch,2,3]");
        assertThat(infer("Flatten", Attributes.of("axis", 1), t(F32, "batch", 2, 3))).isEqualTo("f32[batch,6]");
        assertThat(infer("Flatten", Attributes.of("axis", 2), t(F32, "batch", 2, 3))).isEqualTo("f32[2*batch,3]");
        assertThat(infer("Flatten", Attributes.of("axis", 0), t(F32))).isEqualTo("f32[1,1]");
        assertThat(infer("Transpose", Attributes.of("perm", new int[] {1, 0}), t(F32, "batch", 2))).isEqualTo("f32[2,batch]");
        assertThat(infer("Expand", Attributes.of("shape", shape("batch", 1)), t(F32, 1, 4))).isEqualTo("f32[batch,4]");
        assertThat(infer("Squeeze", Attributes.of("axes", new int[] {-1}), t(F32, "n", 1))).isEqualTo("f32[n]");
        assertThat(infer("Unsqueeze", Attributes.of("axes", new int[] {0, -1}), t(F32, "n"))).isEqualTo("f32[1,n,1]");
        assertThat(infer("Concat", Attributes.of("axis", 0), t(F32, batch, 2), t(F32, 3, 2), t(F32, batch, 2)))
                .isEqualTo("f32[2*batch + 3,2]");
        fails("input f32[batch,6] and the shape [batch,4] must have the same number of elements (6*batch ≠ 4*batch)",
                "Reshape", Attributes.of("shape", shape("batch", 4)), t(F32, "batch", 6));
        fails("perm [0, 0] must name each of the 2 axes of input f32[2,3] once",
                "Transpose", Attributes.of("perm", new int[] {0, 0}), t(F32, 2, 3));
        fails("axis 1 of input f32[1,n] must have length 1 to be removed (n ≠ 1)",
                "Squeeze", Attributes.of("axes", new int[] {1}), t(F32, 1, "n"));
        fails("the axes [0, 3] must be different ones of the 3 axes of the output",
                "Unsqueeze", Attributes.of("axes", new int[] {0, 3}), t(F32, "n"));
        fails("input 0 f32[2,3] and input 1 f32[2,4] must agree in every axis but 0",
                "Concat", Attributes.of("axis", 0), t(F32, 2, 3), t(F32, 2, 4));
        fails("input 0 f32[2] and input 1 f64[2] must have the same dtype (f32 ≠ f64); cast one of them",
                "Concat", Attributes.of("axis", 0), t(F32, 2), t(F64, 2));
        fails("it takes at least 1 input, but was given none", "Concat", Attributes.of("axis", 0));
        fails("axis 2 is not within the 2 axes of [2,3]", "Concat", Attributes.of("axis", 2), t(F32, 2, 3));
    }

    @Test
    void slices() {
        TensorType x = t(F32, "n", 10);
        assertThat(infer("Slice", slice(2, 7, 1, 2), x)).isEqualTo("f32[n,3]");
        assertThat(infer("Slice", slice(0, Long.MAX_VALUE, 0, 1), x)).isEqualTo("f32[n,10]");
        assertThat(infer("Slice", slice(1, Long.MAX_VALUE, 0, 1), x)).isEqualTo("f32[n - 1,10]");
        assertThat(infer("Slice", slice(1, -2, 0, 1), x)).isEqualTo("f32[n - 3,10]");
        assertThat(infer("Slice", slice(-4, Long.MAX_VALUE, 0, 1), x)).isEqualTo("f32[4,10]");
        assertThat(infer("Slice", slice(2, 5, 0, 1), x)).isEqualTo("f32[3,10]");
        assertThat(infer("Slice", slice(-1, Long.MIN_VALUE, 0, -1), x)).isEqualTo("f32[n,10]");
        assertThat(infer("Slice", slice(0, Long.MAX_VALUE, 0, 2), x)).isEqualTo("f32[floor((n + 1)/2),10]");
        fails("the step of axis 0 must not be 0", "Slice", slice(0, 1, 0, 0), x);
        fails("the axes [0, -2] name an axis of [n,10] twice", "Slice", Attributes.of("starts", new long[] {0, 0},
                "ends", new long[] {1, 1}, "axes", new int[] {0, -2}, "steps", new long[] {1, 1}), x);
        fails("starts, ends, axes and steps must have the same length, but have 1, 1, 1 and 0", "Slice",
                slice(0, 1, 0, 1).with("steps", new long[0]), x);
        fails("input f32[2,3] must have the shape of the slice of [4,3], which is [1,3]", "SliceGrad",
                slice(0, 1, 0, 1).with("shape", Shape.of(4, 3)), t(F32, 2, 3));
    }

    @Test
    void indices() {
        assertThat(infer("Gather", Attributes.of("axis", 1), t(F32, 2, 9, 3), t(I64, "n", 4))).isEqualTo("f32[2,n,4,3]");
        assertThat(infer("OneHot", Attributes.of("axis", -1, "depth", 10, "dtype", F32), t(I64, "n"))).isEqualTo("f32[n,10]");
        assertThat(infer("OneHot", Attributes.of("axis", 0, "depth", 10, "dtype", F32), t(I64, "n"))).isEqualTo("f32[10,n]");
        fails("indices must be i32 or i64, but is f32[4]", "Gather", Attributes.of("axis", 0), t(F32, 2), t(F32, 4));
        fails("axis 2 is not within the 2 axes of the output", "OneHot",
                Attributes.of("axis", 2, "depth", 10, "dtype", F32), t(I64, "n"));
        fails("depth must be at least 1, but is 0", "OneHot", Attributes.of("axis", 0, "depth", 0, "dtype", F32), t(I64));
        fails("input f32[3] must have the shape that indices i64[2] gather from [5], which is [2]", "GatherGrad",
                Attributes.of("axis", 0, "shape", Shape.of(5)), t(F32, 3), t(I64, 2));
    }

    @Test
    void reductions() {
        Attributes last = Attributes.of("axes", new int[] {-1}, "keepdims", false);
        assertThat(infer("ReduceSum", last, t(F32, "n", 3))).isEqualTo("f32[n]");
        assertThat(infer("ReduceMean", last.with("keepdims", true), t(F32, "n", 3))).isEqualTo("f32[n,1]");
        assertThat(infer("ReduceMax", last.with("axes", new int[0]), t(F32, "n", 3))).isEqualTo("f32[]");
        assertThat(infer("ArgMax", Attributes.of("axis", 0, "keepdims", true), t(F32, "n", 3))).isEqualTo("i64[1,3]");
        assertThat(infer("Softmax", Attributes.of("axis", -1), t(F32, "n", 3))).isEqualTo("f32[n,3]");
        fails("axis 2 is not within the 2 axes of [n,3]", "ReduceSum", last.with("axes", new int[] {2}), t(F32, "n", 3));
        fails("axis -3 is not within the 2 axes of [n,3]", "Softmax", Attributes.of("axis", -3), t(F32, "n", 3));
        fails("the axes [1, -1] name an axis of [n,3] twice", "ReduceMin", last.with("axes", new int[] {1, -1}), t(F32, "n", 3));
    }

    @Test
    void randomness() {
        Attributes a = Attributes.of("identity", "x", "dtype", F32, "shape", shape("batch", 3), "low", 0.0, "high", 1.0,
                "p", 0.5, "mean", 0.0, "scale", 1.0);
        assertThat(infer("RandomUniform", a, t(I64), t(I64))).isEqualTo("f32[batch,3]");
        assertThat(infer("Bernoulli", a.with("dtype", BOOL), t(I64), t(I64))).isEqualTo("bool[batch,3]");
        fails("seed and step must be i64[], but are [f32[], i64[]]", "RandomNormal", a, t(F32), t(I64));
        fails("the result must be f32 or f64, but is i64[batch,3]", "RandomNormal", a.with("dtype", I64), t(I64), t(I64));
        fails("low must not be above high (2.0 > 1.0)", "RandomUniform", a.with("low", 2.0), t(I64), t(I64));
        fails("scale must not be negative, but is -1.0", "RandomNormal", a.with("scale", -1.0), t(I64), t(I64));
        fails("p must be between 0 and 1, but is 1.5", "Bernoulli", a.with("p", 1.5), t(I64), t(I64));
    }

    @Test
    void constantsAndBodies() {
        assertThat(infer("Constant", Attributes.of("value", Tensor.scalar(3)))).isEqualTo("i64[]");
        Attributes body = Samples.all().stream().filter(s -> s.op().equals("Fused")).findFirst().orElseThrow().attributes();
        assertThat(infer("Fused", body, t(F64, 2, 3), t(F64, 3))).isEqualTo("f64[2,3]");
        fails("inputs [f64[2,3]] must be those of the body [f64[2,3], f64[3]]", "Fused", body, t(F64, 2, 3));
    }
}
