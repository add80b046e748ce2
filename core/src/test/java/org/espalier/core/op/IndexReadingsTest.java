package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.op.ReadingsTest.last;
import static org.espalier.core.op.ReadingsTest.read;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** How indexing and reducing operators of all opsets are read: as ONNX's changelog has it. */
class IndexReadingsTest {
    private static final Attributes NONE = Attributes.none();
    private static final TensorType X = TensorType.of(F32, 4, 6);
    private static final TensorType AT = TensorType.of(I64, 4, 2);
    private static final TensorType UPDATES = TensorType.of(F32, 4, 2);

    private static Tensor longs(long... values) {
        return Tensor.of(values);
    }

    @Test
    void scatteringIsAlongTheFirstAxisAndReplaces() {
        Attributes replacing = Attributes.of("axis", 0, "reduction", "none");
        assertThat(last(read(9, "Scatter", NONE, X, AT, UPDATES))).isEqualTo(replacing);
        assertThat(last(read(11, "ScatterElements", NONE, X, AT, UPDATES))).isEqualTo(replacing);
        assertThat(last(read(18, "ScatterElements", Attributes.of("axis", 1, "reduction", "max"), X, AT, UPDATES)))
                .isEqualTo(Attributes.of("axis", 1, "reduction", "max"));
        assertThat(last(read(11, "ScatterND", NONE, X, AT, TensorType.of(F32, 4)))).isEqualTo(Attributes.of("reduction", "none"));
        assertThat(last(read(16, "ScatterND", Attributes.of("reduction", "add"), X, AT, TensorType.of(F32, 4))))
                .isEqualTo(Attributes.of("reduction", "add"));
        assertThat(last(read(13, "GatherElements", NONE, X, AT))).isEqualTo(Attributes.of("axis", 0));
        assertThat(last(read(11, "GatherND", NONE, X, AT))).isEqualTo(Attributes.of("batch_dims", 0));
    }

    @Test
    void theNumberOfTheBestWasAnAttribute() {
        Attributes sorted = Attributes.of("k", 3, "axis", -1, "largest", true, "sorted", true);
        assertThat(last(read(1, "TopK", Attributes.of("k", 3), X))).isEqualTo(sorted);
        assertThat(last(read(10, "TopK", NONE, X, longs(3)))).isEqualTo(sorted);
        assertThat(last(read(11, "TopK", Attributes.of("axis", 0, "largest", 0, "sorted", 0), X, longs(2))))
                .isEqualTo(Attributes.of("k", 2, "axis", 0, "largest", false, "sorted", false));
    }

    @Test
    void lengthsOfPartsWereAnAttribute() {
        assertThat(last(read(3, 2, "Split", NONE, TensorType.of(F32, 9, 6))))
                .isEqualTo(Attributes.of("axis", 0, "num_outputs", 3));
        assertThat(last(read(2, 11, "Split", Attributes.of("axis", 1, "split", new long[] {5, 1}), X)))
                .isEqualTo(Attributes.of("axis", 1, "split", new long[] {5, 1}));
        assertThat(last(read(2, 13, "Split", Attributes.of("axis", -1), X, longs(2, 4))))
                .isEqualTo(Attributes.of("axis", -1, "split", new long[] {2, 4}));
        Graph four = read(4, 18, "Split", Attributes.of("num_outputs", 4), TensorType.of(F32, 7));
        assertThat(four.outputs()).extracting(p -> p.type().shape().toString()).containsExactly("[2]", "[2]", "[2]", "[1]");
    }

    @Test
    void copiesWereAlongOneAxis() {
        assertThat(last(read(13, "Tile", NONE, X, longs(2, 3)))).isEqualTo(Attributes.of("repeats", new long[] {2, 3}));
        assertThat(last(read(1, "Tile", NONE, X, Tensor.scalar(F32, 3), Tensor.scalar(F32, 1))))
                .isEqualTo(Attributes.of("repeats", new long[] {1, 3}));
    }

    @Test
    void theTypeOfPositionsDependsOnTheData() {
        assertThat(last(read(13, "NonZero", NONE, Tensor.of(new double[] {0, 2, -0.0, Double.NaN}))))
                .isEqualTo(Attributes.of("size", 2));
    }

    @Test
    void timeIsTheFirstAxisAndTheBatchTheSecond() {
        assertThat(last(read(10, "ReverseSequence", NONE, X, TensorType.of(I64, 6))))
                .isEqualTo(Attributes.of("batch_axis", 1, "time_axis", 0));
    }

    @Test
    void generatorsTakeTheDtypeOfTheirInputs() {
        assertThat(last(read(11, "Range", NONE, Tensor.scalar(3), Tensor.scalar(9), Tensor.scalar(3))))
                .isEqualTo(Attributes.of("start", 3, "limit", 9, "delta", 3, "dtype", I64));
        assertThat(last(read(11, "Range", NONE, Tensor.scalar(F32, 0), Tensor.scalar(F32, 1), Tensor.scalar(F32, 0.25))))
                .isEqualTo(Attributes.of("start", 0.0, "limit", 1.0, "delta", 0.25, "dtype", F32));
        assertThatThrownBy(() -> read(11, "Range", NONE, Tensor.scalar(U8, 0), Tensor.scalar(U8, 3), Tensor.scalar(U8, 1)))
                .hasMessage("a range of u8 is not supported");
        assertThat(last(read(9, "EyeLike", NONE, X))).isEqualTo(Attributes.of("k", 0, "dtype", F32));
    }

    @Test
    void axesOfReductionsWereAnAttribute() {
        Attributes rows = Attributes.of("axes", new int[] {1}, "keepdims", false);
        for (String op : new String[] {"ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum",
            "ReduceLogSumExp", "ReduceMean", "ReduceMax", "ReduceMin"}) {
            assertThat(last(read(1, op, Attributes.of("axes", new int[] {1}, "keepdims", 0), X))).isEqualTo(rows);
            assertThat(last(read(18, op, Attributes.of("keepdims", 0), X, longs(1)))).isEqualTo(rows);
            assertThat(read(13, op, NONE, X).outputs().get(0).type()).isEqualTo(TensorType.of(F32, 1, 1));
            Attributes noop = Attributes.of("noop_with_empty_axes", 1);
            assertThat(read(18, op, noop, X, longs()).nodes()).allMatch(n -> n.op().id().equals("Constant"));
            assertThat(read(18, op, noop, X, longs(0)).outputs().get(0).type()).isEqualTo(TensorType.of(F32, 1, 6));
        }
        assertThat(last(read(13, "ReduceSum", Attributes.of("keepdims", 0), X, longs(1)))).isEqualTo(rows);
    }

    @Test
    void extremesAreTheFirstOfTheFirstAxis() {
        assertThat(last(read(1, "ArgMin", NONE, X)))
                .isEqualTo(Attributes.of("axis", 0, "keepdims", true, "select_last_index", false));
        assertThat(last(read(13, "ArgMax", Attributes.of("axis", 1, "keepdims", 0, "select_last_index", 1), X)))
                .isEqualTo(Attributes.of("axis", 1, "keepdims", false, "select_last_index", true));
    }
}
