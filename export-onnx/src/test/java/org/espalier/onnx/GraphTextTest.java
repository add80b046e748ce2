package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What is in a file: names, order, constants. */
class GraphTextTest {
    private final Exporting e = new Exporting();

    @Test
    void aSmallNetworkReadsLikeItself() {
        Value x = e.input("x", 3);
        e.graph.at("dense");
        Value w = e.weight("dense/weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        Value b = e.weight("dense/bias", Tensor.of(new float[] {0.5f, -1}, 2));
        Value h = x.matmul(w).add(b);
        e.graph.at("dense/activation");
        h = h.relu();
        e.graph.at("");
        e.output("scores", h.softmax(-1));

        assertThat(e.text()).isEqualTo("""
                ir 8 opset 17
                input x float[batch,3]
                init dense/weight float[3,2]
                init dense/bias float[2] {0.5, -1.0}
                dense/MatMul = MatMul(x, dense/weight)
                dense/Add = Add(dense/MatMul, dense/bias)
                dense/activation/Relu = Relu(dense/Add)
                scores = Softmax(dense/activation/Relu) {axis=1}
                output scores float[batch,2]
                """);
    }

    @Test
    void outputsKeepTheirNamesAndOrderWhateverTheyAre() {
        Value b = e.input("b", 2);
        Value a = e.input("a", 2);
        Value sum = a.add(b);
        Value w = e.weight("w", Tensor.of(new float[] {7}));
        e.output("z", sum).output("y", sum).output("a", a).output("copy", a)
                .output("constant", e.graph.scalar(DType.F32, 3)).output("weight", w);

        assertThat(e.text()).isEqualTo("""
                ir 8 opset 17
                input b float[batch,2]
                input a float[batch,2]
                init w float[1] {7.0}
                init const/f32/3.0 float[] {3.0}
                z = Add(a, b)
                constant = Identity(const/f32/3.0)
                y = Identity(z)
                copy = Identity(a)
                weight = Identity(w)
                output z float[batch,2]
                output y float[batch,2]
                output a float[batch,2]
                output copy float[batch,2]
                output constant float[]
                output weight float[1]
                """);
    }

    @Test
    void anOutputMayHaveTheNameOfAWeight() {
        Value w = e.weight("y", Tensor.of(new float[] {7}));
        e.output("y", e.input("x", 1).add(w));

        assertThat(e.text()).contains("init y_2 float[1] {7.0}", "y = Add(x, y_2)");
    }

    @Test
    void anOutputCannotHaveTheNameOfAnotherInput() {
        Value x = e.input("x", 1);
        e.output("x", x.neg());

        assertThat(e.export().validate()).hasToString(
                "[the output 'x' has the name of an input, but is another value; rename one of them]");
    }

    @Test
    void equalConstantsAreOne() {
        Value x = e.input("x", 2);
        Value two = e.graph.scalar(DType.F32, 2);
        Value again = e.graph.scalar(DType.F32, 2);
        Value vector = e.graph.constant(Tensor.of(new float[] {2}));
        Value zero = e.graph.scalar(DType.F32, 0.0);
        Value minusZero = e.graph.scalar(DType.F32, -0.0);
        e.output("y", x.mul(two).add(again).add(vector).add(zero).add(minusZero));

        assertThat(e.text().lines().filter(l -> l.startsWith("init"))).containsExactly(
                "init const/f32/2.0 float[] {2.0}",
                "init const/f32x1/2.0 float[1] {2.0}",
                "init const/f32/0.0 float[] {0.0}",
                "init const/f32/-0.0 float[] {-0.0}");
    }

    @Test
    void weightsAreNeverMergedAndUnreadOnesAreLeftOut() {
        Value x = e.input("x", 1);
        e.weight("unread", Tensor.of(new float[] {1}));
        e.output("y", x.add(e.weight("a", Tensor.of(new float[] {1}))).add(e.weight("b", Tensor.of(new float[] {1}))));

        assertThat(e.text().lines().filter(l -> l.startsWith("init"))).containsExactly(
                "init a float[1] {1.0}", "init b float[1] {1.0}");
    }

    @Test
    void namesDoNotDependOnOtherLayers() {
        Value x = e.input("x", 2);
        e.graph.at("head");
        e.output("y", x.neg().neg());
        Exporting more = new Exporting();
        Value z = more.input("x", 2);
        more.graph.at("body");
        z = z.neg().neg().neg();
        more.graph.at("head");
        more.output("y", z.neg().neg());

        assertThat(e.text()).contains("head/Neg = Neg(x)\ny = Neg(head/Neg)");
        assertThat(more.text()).contains("body/Neg = Neg(x)\nbody/Neg_2 = Neg(body/Neg)", "head/Neg = Neg(body/Neg_3)\ny = Neg(head/Neg)");
    }

    @Test
    void whatNoOutputNeedsIsLeftOut() {
        Value x = e.input("x", 2);
        x.exp();
        e.input("unread", 5);
        e.output("y", x.neg());

        assertThat(e.text()).doesNotContain("Exp").contains("input unread float[batch,5]");
        assertThat(Draft.of(e.source(), 17).warnings()).containsExactly("no output depends on the input 'unread'");
    }

    @Test
    void everyDTypeHasItsType() {
        for (DType d : DType.values()) {
            Value x = e.input(d.toString(), d, Exporting.BATCH, Dim.of(2));
            e.output("out_" + d, e.graph.concat(1, List.of(x, x)));
            e.output("constant_" + d, e.graph.constant(Tensor.scalar(d, 1)));
        }

        assertThat(e.text().lines().filter(l -> l.startsWith("input"))).containsExactly(
                "input f32 float[batch,2]", "input f64 double[batch,2]", "input i32 int32[batch,2]", "input i64 int64[batch,2]",
                "input bool bool[batch,2]", "input u8 uint8[batch,2]");
        assertThat(e.text()).contains("init const/bool/1 bool[] {true}", "init const/u8/1 uint8[] {1}",
                "init const/f64/1.0 double[] {1.0}", "output out_u8 uint8[batch,4]");
    }

    @Test
    void lengthsThatOnnxCannotNameAreLeftOpen() {
        Value x = e.input("x", 2);
        e.output("y", e.graph.concat(0, List.of(x, x)));

        assertThat(e.text()).contains("output y float[?,2]");
    }

    @Test
    void beforeVersion4InitializersAreInputsToo() {
        Value x = e.input("x", 1);
        e.output("y", x.add(e.weight("w", Tensor.of(new float[] {1}))));

        assertThat(e.text(o -> o.opset(8))).startsWith("ir 3 opset 8\ninput x float[batch,1]\ninput w float[1]\ninit w float[1]");
        assertThat(e.text(o -> o.opset(9))).startsWith("ir 4 opset 9\ninput x float[batch,1]\ninit w float[1]");
        assertThat(e.text(o -> o.opset(8).irVersion(8))).startsWith("ir 8 opset 8\ninput x float[batch,1]\ninit w float[1]");
        assertThat(e.text(o -> o.opset(21))).startsWith("ir 10 opset 21\n");
    }
}
