package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.reference.Reference.run;
import static org.espalier.core.reference.Reference.run1;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.espalier.graph.Attributes;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** What the conformance suite cannot say of ops that find their way by indices: errors, order, NaN, large numbers. */
class IndexKernelTest {
    private static final double NAN = Double.NaN;
    private static final Attributes FIRST = Attributes.of("axis", 0);

    private static Tensor longs(long... values) {
        return Tensor.of(values);
    }

    private static Attributes reduction(String name) {
        return FIRST.with("reduction", name);
    }

    private static void assertOutOfRange(ThrowingCallable call, long index, int position, int length) {
        assertThatThrownBy(call).isInstanceOf(EspalierException.class)
                .hasMessage("index " + index + " at position " + position + " is not within the axis of length " + length);
    }

    @Test
    void indicesOutOfRangeAreErrors() {
        Tensor x = longs(1, 2, 3);
        Tensor square = longs(1, 2, 3, 4).reshape(2, 2);
        assertOutOfRange(() -> run("GatherElements", FIRST, x, longs(0, 3)), 3, 1, 3);
        assertOutOfRange(() -> run("GatherElements", FIRST, x, longs(-4, 2)), -4, 0, 3);
        assertOutOfRange(() -> run("ScatterElements", reduction("add"), x, longs(1, 0, 3), longs(1, 1, 1)), 3, 2, 3);
        assertOutOfRange(() -> run("GatherND", Attributes.of("batch_dims", 0), square, longs(1, 2).reshape(1, 2)), 2, 1, 2);
        assertOutOfRange(() -> run("ScatterND", Attributes.of("reduction", "none"), square, longs(0, -3).reshape(1, 2),
                longs(7)), -3, 1, 2);
        assertOutOfRange(() -> run("ReverseSequence", Attributes.of("batch_axis", 0, "time_axis", 1), square, longs(2, 3)),
                2, 2, 2);
    }

    @Test
    void reversingLessThanTwoChangesNothing() {
        Tensor x = longs(1, 2, 3, 4, 5, 6).reshape(3, 2);
        assertThat(run1("ReverseSequence", Attributes.of("batch_axis", 0, "time_axis", 1), x, longs(-1, 0, 2)))
                .isEqualTo(longs(1, 2, 3, 4, 6, 5).reshape(3, 2));
    }

    @Test
    void manySmallUpdatesAreAddedInDoublePrecision() {
        Tensor x = Tensor.of(new float[] {16777216f, 5});
        assertThat(run1("ScatterElements", reduction("add"), x, longs(0, 0), Tensor.of(new float[] {1, 1})))
                .isEqualTo(Tensor.of(new float[] {16777218f, 5}));
        assertThat(run1("ScatterND", Attributes.of("reduction", "mul"), Tensor.of(new float[] {1e-30f, 5}),
                longs(0, 0).reshape(2, 1), Tensor.of(new float[] {1e-30f, 1e30f}))).isEqualTo(Tensor.of(new float[] {1e-30f, 5}));
    }

    @Test
    void scatteringKeepsNaNAndTheSignOfZero() {
        Tensor x = Tensor.of(new double[] {NAN, 1, -0.0, 0.0});
        Tensor at = longs(0, 1, 2, 3);
        Tensor updates = Tensor.of(new double[] {1, NAN, 0.0, -0.0});
        assertThat(run1("ScatterElements", reduction("max"), x, at, updates)).isEqualTo(Tensor.of(new double[] {NAN, NAN, 0.0, 0.0}));
        assertThat(run1("ScatterElements", reduction("min"), x, at, updates)).isEqualTo(Tensor.of(new double[] {NAN, NAN, -0.0, -0.0}));
        assertThat(run1("ScatterElements", reduction("none"), x, at, updates)).isEqualTo(updates);
        assertThat(run1("GatherElements", FIRST, x, at)).isEqualTo(x);
    }

    private static List<Tensor> top(long k, boolean largest, Tensor x) {
        return run("TopK", Attributes.of("k", k, "axis", -1, "largest", largest, "sorted", true), x);
    }

    @Test
    void noNumberComesFirstHoweverOneRanks() {
        Tensor x = Tensor.of(new double[] {2, NAN, 5, NAN, -1});
        assertThat(top(3, true, x)).containsExactly(Tensor.of(new double[] {NAN, NAN, 5}), longs(1, 3, 2));
        assertThat(top(4, false, x)).containsExactly(Tensor.of(new double[] {NAN, NAN, -1, 2}), longs(1, 3, 4, 0));
        Attributes extreme = FIRST.with("keepdims", false);
        assertThat(run1("ArgMin", extreme, x).item()).isEqualTo(1);
        assertThat(run1("ArgMax", extreme, x).item()).isEqualTo(1);
        assertThat(run1("ArgMin", extreme.with("select_last_index", true), x).item()).isEqualTo(3);
        assertThat(run1("ArgMax", extreme.with("select_last_index", true), x).item()).isEqualTo(3);
    }

    @Test
    void zerosAreEqualWhateverTheirSigns() {
        Tensor x = Tensor.of(new double[] {-0.0, 0.0, -0.0});
        assertThat(top(3, true, x)).containsExactly(x, longs(0, 1, 2));
        assertThat(run1("ArgMin", FIRST.with("keepdims", false), Tensor.of(new double[] {0.0, -0.0})).item()).isZero();
    }

    @Test
    void topOfNoRowsIsEmpty() {
        assertThat(top(2, true, Tensor.zeros(TensorType.of(DType.F32, 0, 3)))).containsExactly(
                Tensor.zeros(TensorType.of(DType.F32, 0, 2)), Tensor.zeros(TensorType.of(DType.I64, 0, 2)));
    }

    @Test
    void longsAreExact() {
        long large = (1L << 53) + 1;
        assertThat(top(1, true, longs(large - 1, large))).containsExactly(longs(large), longs(1));
        assertThat(run1("Range", Attributes.of("start", large, "limit", large + 4, "delta", 2, "dtype", DType.I64)))
                .isEqualTo(longs(large, large + 2));
        assertThat(run1("Range", Attributes.of("start", Long.MIN_VALUE, "limit", Long.MAX_VALUE, "delta", Long.MAX_VALUE,
                "dtype", DType.I64))).isEqualTo(longs(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1));
        assertThat(run1("ScatterElements", reduction("add"), longs(large), longs(0), longs(1))).isEqualTo(longs(large + 1));
        assertThat(run1("ReduceProd", Attributes.of("axes", new int[] {0}, "keepdims", false), longs(large, 3)).getLong(0))
                .isEqualTo(3 * large);
    }
}
