package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.reference.Reference;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** What is written to ONNX at each turn of an operator's history, as ONNX's changelog has it. */
class OnnxFormTest {
    private static final Attributes NONE = Attributes.none();

    /** Takes down what a mapping writes, one line a node. */
    private record Notes(Node node, int opset, List<String> lines) implements OnnxTarget {
        @Override
        public List<String> inputs() {
            return IntStream.range(0, node.inputs().size()).mapToObj(i -> "x" + i).toList();
        }

        @Override
        public List<String> outputs() {
            return List.of("y");
        }

        @Override
        public String intermediate(String hint) {
            return hint;
        }

        @Override
        public String constant(Tensor value) {
            return value.dtype() + "" + value.shape() + Arrays.toString(value.toDoubles()).replace(".0", "");
        }

        @Override
        public String shape(Shape shape) {
            return "shape" + shape;
        }

        @Override
        public void node(String opType, List<String> inputs, List<String> outputs, Attributes attributes) {
            lines.add(String.join(",", outputs) + " = " + opType + "(" + String.join(", ", inputs) + ")" + attributes);
        }
    }

    private static Node node(String op, Attributes attributes, TensorType... in) {
        return Reference.graph(op, attributes, List.of(in)).nodes().get(0);
    }

    static String written(int opset, String op, Attributes attributes, TensorType... in) {
        Node n = node(op, attributes, in);
        Notes notes = new Notes(n, opset, new ArrayList<>());
        n.op().onnx().orElseThrow().write(n, notes);
        return String.join("\n", notes.lines);
    }

    static int since(String op, Attributes attributes, TensorType... in) {
        Node n = node(op, attributes, in);
        OnnxMapping mapping = n.op().onnx().orElseThrow();
        return mapping.sinceOpset(n);
    }

    private static TensorType t(DType dtype, long... dims) {
        return TensorType.of(dtype, dims);
    }

    @Test
    void axesMoveFromAttributeToInput() {
        Attributes last = Attributes.of("axes", new int[] {-1}, "keepdims", true);
        assertThat(written(12, "ReduceSum", last, t(F32, 2, 3))).isEqualTo("y = ReduceSum(x0){axes=[1], keepdims=1}");
        assertThat(written(13, "ReduceSum", last, t(F32, 2, 3))).isEqualTo("y = ReduceSum(x0, i64[1][1]){keepdims=1}");
        assertThat(written(17, "ReduceMean", last, t(F32, 2, 3))).isEqualTo("y = ReduceMean(x0){axes=[1], keepdims=1}");
        assertThat(written(18, "ReduceMax", last, t(F32, 2, 3))).isEqualTo("y = ReduceMax(x0, i64[1][1]){keepdims=1}");
        assertThat(written(18, "ReduceMin", last.with("axes", new int[0]), t(F32))).isEqualTo("y = ReduceMin(x0){keepdims=1}");
        Attributes axes = Attributes.of("axes", new int[] {-1});
        assertThat(written(12, "Squeeze", axes, t(F32, 2, 1))).isEqualTo("y = Squeeze(x0){axes=[1]}");
        assertThat(written(13, "Squeeze", axes, t(F32, 2, 1))).isEqualTo("y = Squeeze(x0, i64[1][1])");
        assertThat(written(12, "Unsqueeze", axes, t(F32, 2))).isEqualTo("y = Unsqueeze(x0){axes=[1]}");
        assertThat(written(13, "Unsqueeze", axes, t(F32, 2))).isEqualTo("y = Unsqueeze(x0, i64[1][1])");
        assertThat(written(17, "ArgMax", Attributes.of("axis", -1, "keepdims", false), t(F32, 2, 3)))
                .isEqualTo("y = ArgMax(x0){axis=1, keepdims=0}");
    }

    @Test
    void limitsOfClipMoveFromAttributeToInput() {
        Attributes both = Attributes.of("min", -1.0, "max", 2.0);
        assertThat(written(10, "Clip", both, t(F32, 2))).isEqualTo("y = Clip(x0){max=2.0, min=-1.0}");
        assertThat(written(11, "Clip", both, t(F32, 2))).isEqualTo("y = Clip(x0, f32[][-1], f32[][2])");
        assertThat(written(12, "Clip", Attributes.of("max", 2.0), t(I64, 2))).isEqualTo("y = Clip(x0, , i64[][2])");
    }

    @Test
    void positionsOfSliceMoveFromAttributeToInput() {
        Attributes a = Attributes.of("starts", new int[] {1}, "ends", new int[] {3}, "axes", new int[] {-1},
                "steps", new int[] {1});
        assertThat(written(9, "Slice", a, t(F32, 2, 4))).isEqualTo("y = Slice(x0){axes=[1], ends=[3], starts=[1]}");
        assertThat(written(10, "Slice", a, t(F32, 2, 4))).isEqualTo("y = Slice(x0, i64[1][1], i64[1][3], i64[1][1], i64[1][1])");
        assertThatThrownBy(() -> written(9, "Slice", a.with("steps", new int[] {2}), t(F32, 2, 4)))
                .isInstanceOf(ExportException.class)
                .hasMessage("[Slice] with the steps [2] needs opset 10, but the target is opset 9");
    }

    /** Before opset 13 the operator took all axes from the given one on as one. */
    @Test
    void softmaxWorkedOnTheLastAxesOnly() {
        assertThat(written(12, "Softmax", Attributes.of("axis", -1), t(F32, 2, 3))).isEqualTo("y = Softmax(x0){axis=1}");
        assertThat(written(13, "LogSoftmax", Attributes.of("axis", 0), t(F32, 2, 3))).isEqualTo("y = LogSoftmax(x0){axis=0}");
        assertThat(written(12, "LogSoftmax", Attributes.of("axis", 0), t(F32, 2, 3, 4))).isEqualTo("""
                swapped = Transpose(x0){perm=[2, 1, 0]}
                normalized = LogSoftmax(swapped){axis=2}
                y = Transpose(normalized){perm=[2, 1, 0]}""");
    }

    @Test
    void theAddendOfGemmBecomesOptional() {
        Attributes a = Attributes.of("alpha", 1.0, "beta", 1.0, "transA", true, "transB", false);
        String attributes = "{alpha=1.0, beta=1.0, transA=1, transB=0}";
        assertThat(written(10, "Gemm", a, t(F64, 3, 2), t(F64, 3, 4))).isEqualTo("y = Gemm(x0, x1, f64[][0])" + attributes);
        assertThat(written(11, "Gemm", a, t(F64, 3, 2), t(F64, 3, 4))).isEqualTo("y = Gemm(x0, x1)" + attributes);
        assertThat(written(7, "Gemm", a, t(F64, 3, 2), t(F64, 3, 4), t(F64, 4))).isEqualTo("y = Gemm(x0, x1, x2)" + attributes);
    }

    @Test
    void shapesAreInputs() {
        assertThat(written(7, "Reshape", Attributes.of("shape", Shape.of(3, 2)), t(F32, 6)))
                .isEqualTo("y = Reshape(x0, shape[3,2])");
        assertThat(written(14, "Reshape", Attributes.of("shape", Shape.of(0, 2)), t(F32, 3, 0)))
                .isEqualTo("y = Reshape(x0, shape[0,2]){allowzero=1}");
        assertThat(written(8, "Expand", Attributes.of("shape", Shape.of(3, 2)), t(F32, 2)))
                .isEqualTo("y = Expand(x0, shape[3,2])");
        assertThat(written(9, "Flatten", Attributes.of("axis", -1), t(F32, 3, 2))).isEqualTo("y = Flatten(x0){axis=1}");
    }

    @Test
    void oneHotIsWrittenInTypesThatRuntimesHave() {
        Attributes a = Attributes.of("axis", -1, "depth", 10, "dtype", F32);
        assertThat(written(9, "OneHot", a, t(I64, 5))).isEqualTo("y = OneHot(x0, i64[][10], f32[2][0, 1]){axis=1}");
        assertThat(written(17, "OneHot", a.with("dtype", BOOL), t(I32, 5))).isEqualTo("""
                cast = Cast(x0){to=i64}
                onehot = OneHot(cast, i64[][10], i64[2][0, 1]){axis=1}
                y = Cast(onehot){to=bool}""");
    }

    @Test
    void dtypesJoinLater() {
        assertThat(since("Add", NONE, t(F32), t(F32))).isEqualTo(7);
        assertThat(since("Add", NONE, t(U8), t(U8))).isEqualTo(14);
        assertThat(since("Equal", NONE, t(I64), t(I64))).isEqualTo(7);
        assertThat(since("Equal", NONE, t(F32), t(F32))).isEqualTo(11);
        assertThat(since("Greater", NONE, t(F32), t(F32))).isEqualTo(7);
        assertThat(since("Less", NONE, t(I32), t(I32))).isEqualTo(9);
        assertThat(since("Max", NONE, t(F32), t(F32))).isEqualTo(8);
        assertThat(since("Min", NONE, t(I32), t(I32))).isEqualTo(12);
        assertThat(since("Pow", NONE, t(I32), t(I32))).isEqualTo(12);
        assertThat(since("Relu", NONE, t(I32))).isEqualTo(14);
        assertThat(since("Where", NONE, t(BOOL), t(F32), t(F32))).isEqualTo(9);
        assertThat(since("Erf", NONE, t(F32))).isEqualTo(9);
        assertThat(since("MatMul", NONE, t(I64, 1), t(I64, 1))).isEqualTo(9);
        assertThatThrownBy(() -> written(13, "Sub", NONE, t(U8), t(U8)))
                .isInstanceOf(ExportException.class)
                .hasMessage("[Sub] on u8 needs opset 14, but the target is opset 13");
    }

    @Test
    void activationsAreOperatorsOfTheirOwn() {
        assertThat(written(7, "PRelu", NONE, t(F32, 2, 3), t(F32, 3))).isEqualTo("y = PRelu(x0, x1)");
        assertThat(written(7, "Elu", Attributes.of("alpha", 0.5), t(F64))).isEqualTo("y = Elu(x0){alpha=0.5}");
        assertThat(written(7, "Selu", Attributes.of("alpha", 1.5, "gamma", 2.0), t(F32)))
                .isEqualTo("y = Selu(x0){alpha=1.5, gamma=2.0}");
        assertThat(written(20, "Gelu", Attributes.of("approximate", "tanh"), t(F32)))
                .isEqualTo("y = Gelu(x0){approximate=tanh}");
        assertThat(since("ThresholdedRelu", Attributes.of("alpha", 1.0), t(F32))).isEqualTo(10);
        assertThat(since("Celu", Attributes.of("alpha", 1.0), t(F32))).isEqualTo(12);
        assertThat(since("Celu", Attributes.of("alpha", 1.0), t(F64))).isEqualTo(Integer.MAX_VALUE);
        assertThat(since("HardSwish", NONE, t(F32))).isEqualTo(14);
        assertThat(since("Mish", NONE, t(F32))).isEqualTo(18);
        assertThat(since("Gelu", NONE, t(F64))).isEqualTo(20);
    }

    @Test
    void siluIsWrittenInF64AsNoRuntimeMistakesIt() {
        assertThat(written(17, "SiLU", NONE, t(F32))).isEqualTo("""
                sigmoid = Sigmoid(x0)
                y = Mul(x0, sigmoid)""");
        assertThat(written(17, "SiLU", NONE, t(F64))).isEqualTo("""
                sigmoid = Sigmoid(x0)
                negative = Neg(x0)
                product = Mul(negative, sigmoid)
                y = Neg(product)""");
    }

    @Test
    void functionsJoinLater() {
        assertThat(since("Sin", NONE, t(F32))).isEqualTo(7);
        assertThat(since("Asinh", NONE, t(F32))).isEqualTo(9);
        assertThat(since("Round", NONE, t(F32))).isEqualTo(11);
        assertThat(since("BitShift", Attributes.of("direction", "LEFT"), t(U8), t(U8))).isEqualTo(11);
        assertThat(since("GreaterOrEqual", NONE, t(U8), t(U8))).isEqualTo(12);
        assertThat(written(10, "Mod", Attributes.of("fmod", true), t(F32), t(F32))).isEqualTo("y = Mod(x0, x1){fmod=true}");
        assertThat(written(10, "IsInf", Attributes.of("detect_negative", false), t(F32)))
                .isEqualTo("y = IsInf(x0){detect_negative=false}");
    }
}
