package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Shapes in a file, where the batch is not known. */
class ShapesTest {
    private static final Dim B = Exporting.BATCH;
    private final Exporting e = new Exporting();

    @Test
    void reshapeWorksOutOneLengthItself() {
        Value x = e.input("x", 6);
        e.output("y", x.reshape(Shape.of(B, Dim.of(2), Dim.of(3))));

        assertThat(e.text()).contains("init const/i64x3/-1_2_3 int64[3]", "y = Reshape(x, const/i64x3/-1_2_3)");
    }

    @Test
    void aZeroBesideTheUnknownLengthIsSpelledOut() {
        Value x = e.input("x", DType.F32, B, Dim.of(0));
        e.output("y", x.reshape(Shape.of(B, Dim.of(0), Dim.of(3))));

        assertThat(e.text()).contains("dims/x = Shape(x)\ndims/batch = Gather(dims/x, const/i64x1/0) {axis=0}");
    }

    @Test
    void expandKeepsWhatIsThere() {
        Value x = e.input("x", DType.F32, B, Dim.of(1));
        e.output("y", x.expand(Shape.of(B, Dim.of(3))));

        assertThat(e.text()).contains("y = Expand(x, const/i64x2/1_3)").doesNotContain("Shape(");
    }

    @Test
    void whatIsNotThereIsComputedOnce() {
        Value x = e.input("x", 4);
        Value one = e.graph.full(DType.F32, Shape.of(B, Dim.of(4)), 1);
        Value two = e.graph.full(DType.F32, Shape.of(B, Dim.of(4)), 2);
        e.output("y", x.add(one).mul(two));

        assertThat(e.text()).isEqualTo("""
                ir 8 opset 17
                input x float[batch,4]
                init const/f32/1.0 float[] {1.0}
                init const/i64x1/0 int64[1] {0}
                init const/i64x1/4 int64[1] {4}
                init const/f32/2.0 float[] {2.0}
                dims/x = Shape(x)
                dims/batch = Gather(dims/x, const/i64x1/0) {axis=0}
                dims/shape = Concat(dims/batch, const/i64x1/4) {axis=0}
                Expand = Expand(const/f32/1.0, dims/shape)
                Expand_2 = Expand(const/f32/2.0, dims/shape)
                Add = Add(x, Expand)
                y = Mul(Add, Expand_2)
                output y float[batch,4]
                """);
    }

    @Test
    void expressionsAreArithmetic() {
        Dim t = Dim.of("time");
        Value x = e.input("x", DType.F32, B, t, Dim.of(2));
        Dim half = t.plus(1).floorDiv(2);
        e.output("y", e.graph.full(DType.F32, Shape.of(B.times(t).times(2).plus(3), half), 1).add(x.sum()));

        assertThat(e.text()).contains("""
                dims/x = Shape(x)
                dims/batch = Gather(dims/x, const/i64x1/0) {axis=0}
                dims/time = Gather(dims/x, const/i64x1/1) {axis=0}
                dims/product = Mul(dims/batch, dims/time)
                dims/product_2 = Mul(dims/product, const/i64x1/2)
                dims/sum = Add(const/i64x1/3, dims/product_2)
                dims/sum_2 = Add(const/i64x1/1, dims/time)
                dims/quotient = Div(dims/sum_2, const/i64x1/2)
                dims/shape = Concat(dims/sum, dims/quotient) {axis=0}
                """);
    }

    @Test
    void aQuotientThatMayBeNegativeIsRoundedDownAsInEspalier() {
        Value x = e.input("x", 1);
        Dim rounded = B.plus(-3).floorDiv(2).plus(9);
        e.output("y", e.graph.full(DType.F32, Shape.of(rounded), 1).add(x.sum()));

        assertThat(e.text()).contains("""
                dims/rest = Mod(dims/sum, const/i64x1/2)
                dims/difference = Sub(dims/sum, dims/rest)
                dims/quotient = Div(dims/difference, const/i64x1/2)
                """);
    }

    @Test
    void aLengthThatNoInputHasIsAProblem() {
        Value x = e.input("x", DType.F32, B.times(2));
        e.graph.at("some/layer");
        e.output("y", e.graph.concat(0, List.of(x, e.graph.full(DType.F32, Shape.of(B), 1))));

        assertThat(e.export().validate()).singleElement().asString().isEqualTo("[Expand] at some/layer: its mapping to ONNX "
                + "opset 17 fails: the length 'batch' is an axis of none of the declared inputs, so a file cannot compute it; "
                + "give an input an axis of that name");
    }
}
