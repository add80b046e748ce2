package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.onnx.Importing.code;
import static org.espalier.onnx.Importing.count;
import static org.espalier.onnx.Importing.f32;
import static org.espalier.onnx.Importing.i32;
import static org.espalier.onnx.Importing.i64;
import static org.espalier.onnx.Importing.node;
import static org.espalier.onnx.Importing.shape;
import static org.espalier.onnx.Importing.with;

import java.util.Map;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Operators in the forms that they had in older opsets and have in newer ones, with values worked by hand. */
class AttributeFormsTest {
    private static final Tensor SIX = count(2, 3);

    @Test
    void arithmeticBroadcastsOnRequestBeforeOpset7() {
        Tensor pair = f32(10, 20);
        Tensor expected = f32(shape(2, 3), 10, 11, 12, 23, 24, 25);
        assertThat(node(6, "Add", with("broadcast", 1, "axis", 0), SIX, pair).result()).isEqualTo(expected);
        assertThat(node(7, "Add", with(), SIX, f32(shape(2, 1), 10, 20)).result()).isEqualTo(expected);
        assertThat(node(6, "Mul", with("broadcast", 1), SIX, f32(1, 0, 2)).result())
                .isEqualTo(f32(shape(2, 3), 0, 0, 4, 3, 0, 10));
        // Axis 1 of 4: the second input spans the axes 1 and 2.
        Tensor high = count(1, 2, 2, 3);
        assertThat(node(6, "Sub", with("broadcast", 1, "axis", 1), high, f32(shape(2, 2), 0, 3, 6, 9)).result())
                .isEqualTo(f32(shape(1, 2, 2, 3), 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2));
        assertThat(node(6, "Greater", with("broadcast", 1, "axis", 0), SIX, f32(1, 4)).result())
                .isEqualTo(Tensor.of(new boolean[] {false, false, true, false, false, true}, 2, 3));
    }

    @Test
    void clipTakesItsLimitsFromAttributesThenFromInputs() {
        Tensor x = f32(-3, 0, 3);
        assertThat(node(6, "Clip", with("min", -1.0, "max", 2.0), x).result()).isEqualTo(f32(-1, 0, 2));
        assertThat(node(6, "Clip", with("max", 2.0), x).result()).isEqualTo(f32(-3, 0, 2));
        assertThat(node(11, "Clip", with(), x, f32(shape(), -1), f32(shape(), 2)).result()).isEqualTo(f32(-1, 0, 2));
        assertThat(node(13, "Clip", with(), x, null, f32(shape(), 2)).result()).isEqualTo(f32(-3, 0, 2));
        assertThat(node(13, "Clip", with(), x).result()).isEqualTo(x);
        // Limits that cross: all is the upper one.
        assertThat(node(13, "Clip", with(), x, f32(shape(), 2), f32(shape(), -1)).result()).isEqualTo(f32(-1, -1, -1));
        long large = (1L << 53) + 1;
        assertThat(node(13, "Clip", with(), i64(0, Long.MAX_VALUE), null, Tensor.scalar(large)).result()).isEqualTo(i64(0, large));
    }

    @Test
    void clipTakesLimitsThatAreComputed() {
        Importing file = new Importing(13).input("x", f32(-3, 0, 3)).input("limit", f32(shape(), 2))
                .node("Neg", with(), "limit", "low").node("Clip", with(), "x,low,limit", "y0").output("y0");
        ImportedModel open = file.read();
        assertThat(open.bound()).isEmpty();
        Map<String, Tensor> values = Map.of("x", f32(-3, 0, 3), "limit", f32(shape(), 2));
        assertThat(Importing.run(open, values).get("y0")).isEqualTo(f32(-2, 0, 2));
        assertThat(file.read(o -> o.bindIfNeeded("limit", f32(shape(), 2))).bound()).containsExactly("limit");
        assertThat(file.result()).isEqualTo(f32(-2, 0, 2));
    }

    @Test
    void reshapeReadsZeroAndMinusOne() {
        Tensor x = count(2, 3, 4);
        assertThat(node(4, "Reshape", with("shape", new long[] {6, -1}), x).result()).isEqualTo(count(6, 4));
        assertThat(node(5, "Reshape", with(), x, i64(0, -1)).result()).isEqualTo(count(2, 12));
        assertThat(node(13, "Reshape", with(), x, i64(0, 0, 2, -1)).result()).isEqualTo(count(2, 3, 2, 2));
        assertThat(node(13, "Reshape", with(), count(1), i64()).result()).isEqualTo(f32(shape(), 0));
        assertThat(node(14, "Reshape", with("allowzero", 1), count(0, 3), i64(3, 0)).result()).isEqualTo(count(3, 0));
        assertThat(node(14, "Reshape", with("allowzero", 0), count(0, 3), i64(0, 1, 3)).result()).isEqualTo(count(0, 1, 3));
        assertThatThrownBy(node(13, "Reshape", with(), x, i64(5, -1))::result)
                .hasMessageContaining("the Reshape 'y0' cannot be read: the length -1 cannot be inferred")
                .hasMessageContaining("f32[2,3,4] are no multiple of those of [5,1]");
        assertThatThrownBy(node(13, "Reshape", with(), x, i64(2, 3, 4, 0))::result)
                .hasMessageContaining("length 3 of [2, 3, 4, 0] is to be that of the input f32[2,3,4]");
        assertThatThrownBy(node(14, "Reshape", with("allowzero", 1), count(0, 3), i64(0, -1))::result)
                .hasMessageContaining("hold no elements");
    }

    @Test
    void sliceTakesPositionsFromAttributesThenFromInputs() {
        Tensor x = count(3, 4);
        assertThat(node(9, "Slice", with("starts", new long[] {1, 0}, "ends", new long[] {2, -1}), x).result())
                .isEqualTo(f32(shape(1, 3), 4, 5, 6));
        assertThat(node(9, "Slice", with("starts", new long[] {3}, "ends", new long[] {1000}, "axes", new long[] {1}), x).result())
                .isEqualTo(f32(shape(3, 1), 3, 7, 11));
        assertThat(node(10, "Slice", with(), x, i64(1), i64(3)).result()).isEqualTo(f32(shape(2, 4), 4, 5, 6, 7, 8, 9, 10, 11));
        assertThat(node(13, "Slice", with(), x, i32(-1), i32(Integer.MIN_VALUE), i32(-1), i32(-2)).result())
                .isEqualTo(f32(shape(3, 2), 3, 1, 7, 5, 11, 9));
        assertThat(node(13, "Slice", with(), x, i64(0), i64(Long.MAX_VALUE), null, i64(2)).result())
                .isEqualTo(f32(shape(2, 4), 0, 1, 2, 3, 8, 9, 10, 11));
    }

    @Test
    void axesAreAttributesThenInputs() {
        Tensor x = count(1, 3, 1);
        assertThat(node(11, "Squeeze", with("axes", new long[] {0}), x).result()).isEqualTo(count(3, 1));
        assertThat(node(13, "Squeeze", with(), x, i64(-1)).result()).isEqualTo(count(1, 3));
        assertThat(node(13, "Squeeze", with(), x).result()).isEqualTo(count(3));
        assertThat(node(11, "Unsqueeze", with("axes", new long[] {0, 2}), count(3)).result()).isEqualTo(count(1, 3, 1));
        assertThat(node(13, "Unsqueeze", with(), count(3), i64(-1)).result()).isEqualTo(count(3, 1));
        assertThat(node(12, "ReduceSum", with("axes", new long[] {1}, "keepdims", 0), SIX).result()).isEqualTo(f32(3, 12));
        assertThat(node(13, "ReduceSum", with("keepdims", 0), SIX, i64(1)).result()).isEqualTo(f32(3, 12));
        assertThat(node(13, "ReduceSum", with(), SIX).result()).isEqualTo(f32(shape(1, 1), 15));
        assertThat(node(13, "ReduceSum", with("noop_with_empty_axes", 1), SIX).result()).isEqualTo(SIX);
        assertThat(node(17, "ReduceMax", with("axes", new long[] {-1}), SIX).result()).isEqualTo(f32(shape(2, 1), 2, 5));
        assertThat(node(18, "ReduceMax", with(), SIX, i64(-1)).result()).isEqualTo(f32(shape(2, 1), 2, 5));
    }

    @Test
    void defaultsAreThoseOfTheOperator() {
        assertThat(node(13, "Transpose", with(), SIX).result()).isEqualTo(f32(shape(3, 2), 0, 3, 1, 4, 2, 5));
        assertThat(node(13, "Flatten", with(), count(2, 3, 2)).result()).isEqualTo(count(2, 6));
        assertThat(node(13, "Flatten", with("axis", -1), count(2, 3, 2)).result()).isEqualTo(count(6, 2));
        assertThat(node(13, "Flatten", with("axis", 0), count(2, 3)).result()).isEqualTo(count(1, 6));
        assertThat(node(3, "Concat", with(), SIX, SIX).result())
                .isEqualTo(f32(shape(2, 6), 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5));
        assertThat(node(13, "Gather", with(), SIX, i64(-1)).result()).isEqualTo(f32(shape(1, 3), 3, 4, 5));
        assertThat(node(13, "LeakyRelu", with(), f32(-100)).result()).isEqualTo(f32(-1));
        assertThat(node(13, "ArgMax", with(), SIX).result()).isEqualTo(Tensor.of(new long[] {1, 1, 1}, 1, 3));
    }

    @Test
    void castTakesTheDtypesNameOrNumber() {
        assertThat(node(5, "Cast", with("to", "INT64"), f32(1.9, -1.9)).result()).isEqualTo(i64(1, -1));
        assertThat(node(6, "Cast", with("to", code(DType.I32)), f32(1.9, -1.9)).result()).isEqualTo(i32(1, -1));
        assertThat(node(15, "CastLike", with(), f32(2, 0), Tensor.of(new boolean[1])).result())
                .isEqualTo(Tensor.of(new boolean[] {true, false}));
        assertThatThrownBy(node(13, "Cast", with("to", 10), f32(1))::result)
                .hasMessageContaining("the Cast 'y0' cannot be read: its attribute 'to' has the element type FLOAT16");
    }

    @Test
    void powersMayMixDtypes() {
        assertThat(node(13, "Pow", with(), f32(2, 3), i64(3, 2)).result()).isEqualTo(f32(8, 9));
        assertThat(node(13, "Pow", with(), i32(4, 9), f32(0.5, 0.5)).result()).isEqualTo(i32(2, 3));
        assertThat(node(13, "Pow", with(), i64(3, -2), i32(2, 3)).result()).isEqualTo(i64(9, -8));
    }

    @Test
    void gemmHasAnOptionalAddend() {
        Tensor a = count(2, 2);
        Tensor expected = f32(shape(2, 2), 4, 6, 12, 22);
        assertThat(node(11, "Gemm", with("alpha", 2.0), a, a).result()).isEqualTo(f32(shape(2, 2), 4, 6, 12, 22));
        assertThat(node(6, "Gemm", with("alpha", 2.0, "beta", 0.5, "broadcast", 1), a, a, f32(2, 4)).result())
                .isEqualTo(f32(shape(2, 2), 5, 8, 13, 24));
        assertThat(node(13, "Gemm", with("transA", 1, "transB", 1), a, a, f32(shape(), 1)).result())
                .isEqualTo(f32(shape(2, 2), 3, 7, 4, 12));
        Tensor n = i32(0, 1, 2, 3).reshape(2, 2);
        assertThat(node(13, "Gemm", with("alpha", 2.0), n, n).result()).isEqualTo(expected.to(DType.I32));
    }

    @Test
    void oneHotTakesAnyValues() {
        Tensor indices = i64(0, -1, 5);
        Tensor depth = Tensor.scalar(3);
        assertThat(node(11, "OneHot", with(), indices, depth, f32(0, 1)).result())
                .isEqualTo(f32(shape(3, 3), 1, 0, 0, 0, 0, 1, 0, 0, 0));
        assertThat(node(11, "OneHot", with("axis", 0), indices, f32(3), i32(7, 9)).result())
                .isEqualTo(i32(9, 7, 7, 7, 7, 7, 7, 9, 7).reshape(3, 3));
        assertThat(node(11, "OneHot", with(), f32(1), depth, f32(-1, 2)).result()).isEqualTo(f32(shape(1, 3), -1, 2, -1));
    }

    @Test
    void constantsComeInManyForms() {
        assertThat(node(13, "Constant", with("value", SIX)).result()).isEqualTo(SIX);
        assertThat(node(13, "Constant", with("value_float", 0.5)).result()).isEqualTo(f32(shape(), 0.5));
        assertThat(node(13, "Constant", with("value_floats", new double[] {0.5, 2})).result()).isEqualTo(f32(0.5, 2));
        assertThat(node(13, "Constant", with("value_int", 3)).result()).isEqualTo(Tensor.scalar(3));
        assertThat(node(13, "Constant", with("value_ints", new long[] {3, 4})).result()).isEqualTo(i64(3, 4));
        assertThatThrownBy(node(13, "Constant", with("value_string", "a"))::result)
                .hasMessageContaining("it holds [value_string], but only tensors and numbers can be read");
        assertThat(node(9, "ConstantOfShape", with(), i64(2, 3)).result()).isEqualTo(f32(shape(2, 3), new double[6]));
        assertThat(node(9, "ConstantOfShape", with("value", i64(7)), i64(2)).result()).isEqualTo(i64(7, 7));
        assertThat(node(9, "ConstantOfShape", with("value", i64(7)), i64()).result()).isEqualTo(Tensor.scalar(7));
    }

    @Test
    void shapesHaveParts() {
        Tensor x = count(2, 3, 4);
        assertThat(node(13, "Shape", with(), x).result()).isEqualTo(i64(2, 3, 4));
        assertThat(node(15, "Shape", with("start", -1), x).result()).isEqualTo(i64(4));
        assertThat(node(15, "Shape", with("start", -9, "end", -1), x).result()).isEqualTo(i64(2, 3));
        assertThat(node(15, "Shape", with("start", 2, "end", 1), x).result()).isEqualTo(i64());
        assertThat(node(13, "Size", with(), x).result()).isEqualTo(Tensor.scalar(24));
    }

    @Test
    void sumsMeansAndExtremesTakeAnyNumberOfInputs() {
        Tensor a = f32(1, 5);
        Tensor b = f32(3, 3);
        Tensor c = f32(5, 1);
        assertThat(node(8, "Sum", with(), a, b, c).result()).isEqualTo(f32(9, 9));
        assertThat(node(13, "Mean", with(), a, b, f32(shape(), 2)).result()).isEqualTo(f32(2, 10 / 3.0));
        assertThat(node(8, "Max", with(), a, b, c).result()).isEqualTo(f32(5, 5));
        assertThat(node(8, "Min", with(), a).result()).isEqualTo(a);
    }

    @Test
    void dropoutIsOffUnlessItTrains() {
        Tensor x = f32(1, 2);
        for (int opset : new int[] {6, 7, 10}) {
            Importing file = new Importing(opset).input("x", x)
                    .node("Dropout", with("ratio", 0.5), "x", "y,mask").output("y").output("mask");
            assertThat(file.run()).containsEntry("y", x).containsEntry("mask",
                    opset < 10 ? f32(1, 1) : Tensor.of(new boolean[] {true, true}));
        }
        Tensor half = f32(shape(), 0.5);
        assertThat(node(12, "Dropout", with(), x, half).result()).isEqualTo(x);
        assertThat(node(12, "Dropout", with(), x, half, Tensor.zeros(TensorType.of(DType.BOOL))).result()).isEqualTo(x);
        assertThatThrownBy(node(12, "Dropout", with(), x, half, Tensor.full(TensorType.of(DType.BOOL), 1))::result)
                .hasMessageContaining("it drops elements at random, as in training");
    }
}
