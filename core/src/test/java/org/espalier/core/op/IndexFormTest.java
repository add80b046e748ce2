package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.core.op.OnnxFormTest.since;
import static org.espalier.core.op.OnnxFormTest.written;
import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** What indexing and reducing ops write to ONNX at each turn of an operator's history, as ONNX's changelog has it. */
class IndexFormTest {
    private static final TensorType X = TensorType.of(F32, 4, 6);
    private static final TensorType AT = TensorType.of(I64, 4, 2);
    private static final TensorType UPDATES = TensorType.of(F32, 4, 2);

    private static Attributes scatter(String reduction) {
        return Attributes.of("axis", -1, "reduction", reduction);
    }

    @Test
    void scatteringLearnsReductions() {
        assertThat(since("ScatterElements", scatter("none"), X, AT, UPDATES)).isEqualTo(9);
        assertThat(since("ScatterElements", scatter("add"), X, AT, UPDATES)).isEqualTo(16);
        assertThat(since("ScatterElements", scatter("min"), X, AT, UPDATES)).isEqualTo(18);
        assertThat(written(10, "ScatterElements", scatter("none"), X, AT, UPDATES)).isEqualTo("y = Scatter(x0, x1, x2){axis=1}");
        assertThat(written(11, "ScatterElements", scatter("none"), X, AT, UPDATES))
                .isEqualTo("y = ScatterElements(x0, x1, x2){axis=1}");
        assertThat(written(18, "ScatterElements", scatter("max"), X, AT, UPDATES))
                .isEqualTo("y = ScatterElements(x0, x1, x2){axis=1, reduction=max}");
        assertThat(since("ScatterND", Attributes.of("reduction", "none"), X, AT, TensorType.of(F32, 4))).isEqualTo(11);
        assertThat(since("ScatterND", Attributes.of("reduction", "mul"), X, AT, TensorType.of(F32, 4))).isEqualTo(16);
        assertThat(written(16, "ScatterND", Attributes.of("reduction", "mul"), X, AT.withDType(I32), TensorType.of(F32, 4)))
                .isEqualTo("indices = Cast(x1){to=i64}\ny = ScatterND(x0, indices, x2){reduction=mul}");
    }

    @Test
    void gatheringLearnsBatches() {
        assertThat(since("GatherElements", Attributes.of("axis", 1), X, AT)).isEqualTo(11);
        assertThat(since("GatherND", Attributes.of("batch_dims", 0), X, AT)).isEqualTo(11);
        assertThat(since("GatherND", Attributes.of("batch_dims", 1), X, TensorType.of(I64, 4, 1))).isEqualTo(12);
        assertThat(written(11, "GatherND", Attributes.of("batch_dims", 0), X, AT)).isEqualTo("y = GatherND(x0, x1)");
        assertThat(written(12, "GatherND", Attributes.of("batch_dims", 1), X, TensorType.of(I64, 4, 1)))
                .isEqualTo("y = GatherND(x0, x1){batch_dims=1}");
    }

    private static Attributes top(boolean largest) {
        return Attributes.of("k", 3, "axis", -1, "largest", largest, "sorted", false);
    }

    @Test
    void theNumberOfTheBestBecomesAnInput() {
        assertThat(written(9, "TopK", top(true), X)).isEqualTo("y = TopK(x0){axis=1, k=3}");
        assertThat(written(10, "TopK", top(true), X)).isEqualTo("y = TopK(x0, i64[1][3]){axis=1}");
        assertThat(written(11, "TopK", top(false), X)).isEqualTo("y = TopK(x0, i64[1][3]){axis=1, largest=0, sorted=1}");
        assertThat(since("TopK", top(true), X)).isEqualTo(1);
        assertThat(since("TopK", top(false), X)).isEqualTo(11);
        assertThat(since("TopK", top(true), X.withDType(I64))).isEqualTo(11);
        assertThat(since("TopK", top(true), X.withDType(U8))).isEqualTo(11);
    }

    @Test
    void lengthsOfPartsBecomeAnInput() {
        Attributes lengths = Attributes.of("axis", 1, "split", new long[] {4, 2});
        Attributes three = Attributes.of("axis", 0, "num_outputs", 3);
        assertThat(written(12, "Split", lengths, X)).isEqualTo("y = Split(x0){axis=1, split=[4, 2]}");
        assertThat(written(13, "Split", lengths, X)).isEqualTo("y = Split(x0, i64[2][4, 2]){axis=1}");
        assertThat(written(18, "Split", three, X)).isEqualTo("y = Split(x0, i64[3][2, 2, 0]){axis=0}");
        TensorType doubled = new TensorType(F32, Shape.of(Dim.of("batch").times(Dim.of(2)), Dim.of(5)));
        Attributes two = Attributes.of("axis", 0, "num_outputs", 2);
        assertThat(written(17, "Split", two, doubled)).isEqualTo("y = Split(x0){axis=0}");
        assertThat(written(18, "Split", two, doubled)).isEqualTo("y = Split(x0){axis=0, num_outputs=2}");
    }

    @Test
    void positionsAreFilledUpToTheSize() {
        String found = "positions = NonZero(x0)\nfilled = Concat(positions, i64[2,3][-1, -1, -1, -1, -1, -1]){axis=1}\n";
        Attributes three = Attributes.of("size", 3);
        assertThat(written(9, "NonZero", three, X)).isEqualTo(found + "y = Slice(filled){axes=[1], ends=[3], starts=[0]}");
        assertThat(written(10, "NonZero", three, X)).isEqualTo(found + "y = Slice(filled, i64[1][0], i64[1][3], i64[1][1])");
    }

    @Test
    void onlyTheFirstTwoAxesCanBeReversed() {
        TensorType lengths = TensorType.of(I64, 4);
        assertThat(since("ReverseSequence", Attributes.of("batch_axis", 0, "time_axis", 1), X, lengths)).isEqualTo(10);
        assertThat(since("ReverseSequence", Attributes.of("batch_axis", 0, "time_axis", 2), TensorType.of(F32, 4, 1, 3), lengths))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(written(10, "ReverseSequence", Attributes.of("batch_axis", -2, "time_axis", -1), X, lengths.withDType(I32)))
                .isEqualTo("lengths = Cast(x1){to=i64}\ny = ReverseSequence(x0, lengths){batch_axis=0, time_axis=1}");
    }

    @Test
    void generators() {
        assertThat(written(11, "Range", Attributes.of("start", 3, "limit", 9, "delta", 3, "dtype", I32)))
                .isEqualTo("y = Range(i32[][3], i32[][9], i32[][3])");
        assertThat(written(9, "EyeLike", Attributes.of("k", 1, "dtype", F32), X)).isEqualTo("y = EyeLike(x0){dtype=f32, k=1}");
        assertThat(written(9, "EyeLike", Attributes.of("k", 0, "dtype", U8), X.withDType(BOOL))).isEqualTo(
                "matrix = Cast(x0){to=f32}\neye = EyeLike(matrix){dtype=f32, k=0}\ny = Cast(eye){to=u8}");
        assertThat(written(6, "Tile", Attributes.of("repeats", new long[] {2, 1}), X)).isEqualTo("y = Tile(x0, i64[2][2, 1])");
    }

    @Test
    void axesOfReductionsBecomeAnInput() {
        Attributes rows = Attributes.of("axes", new int[] {-1}, "keepdims", true);
        for (String op : new String[] {"ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp"}) {
            assertThat(written(17, op, rows, X)).isEqualTo("y = " + op + "(x0){axes=[1], keepdims=1}");
            assertThat(written(18, op, rows, X)).isEqualTo("y = " + op + "(x0, i64[1][1]){keepdims=1}");
        }
        Attributes last = Attributes.of("axis", -1, "keepdims", false, "select_last_index", true);
        assertThat(since("ArgMin", last, X)).isEqualTo(12);
        assertThat(since("ArgMin", last.with("select_last_index", false), X)).isEqualTo(1);
        assertThat(written(12, "ArgMin", last, X)).isEqualTo("y = ArgMin(x0){axis=1, keepdims=0, select_last_index=1}");
    }
}
