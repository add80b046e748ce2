package org.espalier.standard.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.transformerEncoder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.layer.attention.TransformerEncoder.Order;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TransformerEncoderTest {
    private static final int TIME = 3;
    private static final int WIDTH = 4;
    private static final int HIDDEN = 5;
    private static final Tensor X = Draw.normal("x", 1, TIME, WIDTH);
    private static final Map<String, Tensor> W = weights();

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> w = new TreeMap<>();
        Network.of(Input.f32(TIME, WIDTH), transformerEncoder(2, HIDDEN)).init(Runs.ENGINE, 0, DType.F64).weights()
                .forEach((path, t) -> w.put(path, Draw.normal(path, t.shape().lengths())));
        return w;
    }

    private static double[][] linear(double[][] x, String path, int from, int columns) {
        return Formulas.linear(x, W.get(path + "/weight"), W.get(path + "/bias"), from, columns);
    }

    private static double[][] attention(double[][] x, Formulas.Mask mask) {
        String path = "attention/query_key_value";
        double[][] y = Formulas.attention(linear(x, path, 0, WIDTH), linear(x, path, WIDTH, WIDTH),
                linear(x, path, 2 * WIDTH, WIDTH), 2, mask);
        return linear(y, "attention/output", 0, WIDTH);
    }

    private static double[][] dense(double[][] x) {
        return linear(Formulas.relu(linear(x, "feed_forward/0", 0, HIDDEN)), "feed_forward/1", 0, WIDTH);
    }

    private static double[][] norm(double[][] x, String name) {
        return Formulas.normalized(x, W.get(name + "/gamma"), W.get(name + "/beta"));
    }

    private static void assertComputes(TransformerEncoder layer, double[][] expected) {
        assertThat(Runs.output(layer, X, W))
                .containsExactly(Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray(), within(1e-11));
    }

    @Test
    void normalisesBehindTheSums() {
        double[][] x = Formulas.rows(X, 0, TIME);
        double[][] h = norm(Formulas.sum(x, attention(x, (i, j) -> true)), "norm1");
        assertComputes(transformerEncoder(2, HIDDEN), norm(Formulas.sum(h, dense(h)), "norm2"));
    }

    @Test
    void normalisesBeforeEachPartWhereItIsAskedTo() {
        double[][] x = Formulas.rows(X, 0, TIME);
        double[][] h = Formulas.sum(x, attention(norm(x, "norm1"), (i, j) -> j <= i));
        assertComputes(transformerEncoder(2, HIDDEN).withOrder(Order.PRE_NORM).withCausal(true),
                Formulas.sum(h, dense(norm(h, "norm2"))));
    }

    @Test
    void masksPadding() {
        Network network = new Network(List.of(Input.f32(TIME, WIDTH), new Input("mask", DType.BOOL, Shape.of(TIME))),
                transformerEncoder(2, HIDDEN), List.of(Network.OUTPUT));
        Tensor masked = Runs.network(network, false,
                Map.of("input", X, "mask", Tensor.of(new boolean[] {true, true, false}, 1, TIME)), W, 0).get(Network.OUTPUT);
        Tensor shorter = Tensor.of(Arrays.copyOf(X.toDoubles(), 2 * WIDTH), 1, 2, WIDTH);
        assertThat(Arrays.copyOf(masked.toDoubles(), 2 * WIDTH))
                .containsExactly(Runs.output(transformerEncoder(2, HIDDEN), shorter, W), within(1e-12));
    }

    @Test
    void dropsWhatIsAddedWhileTraining() {
        TransformerEncoder dropping = transformerEncoder(2, HIDDEN).withDropout(0.999).withOrder(Order.PRE_NORM);
        assertThat(Runs.output(dropping, X, W)).isEqualTo(Runs.output(dropping.withDropout(0), X, W));
        // Of 24 elements that could be added none is likely to be left.
        assertThat(Runs.layer(dropping, true, X, W).get(Network.OUTPUT).toDoubles()).containsExactly(X.toDoubles());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Runs.output(transformerEncoder(2, HIDDEN), Draw.normal("x", 2, 4), Map.of()))
                .hasMessage("[TransformerEncoder] the input must be [batch, time, width] with a known width, and at most a mask"
                        + " of bool behind it, but is [f64[batch,4]]");
    }
}
