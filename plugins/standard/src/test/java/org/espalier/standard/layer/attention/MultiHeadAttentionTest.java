package org.espalier.standard.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.multiHeadAttention;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Layer;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTest {
    private static final int BATCH = 2;
    private static final int TIME = 3;
    private static final int KEYS = 4;
    private static final int FEATURES = 6;
    private static final Tensor X = Draw.normal("x", BATCH, TIME, FEATURES);
    private static final Tensor MEMORY = Draw.normal("memory", BATCH, KEYS, 5);

    private static double[] run(Layer layer, Map<String, Tensor> inputs, Map<String, Tensor> weights) {
        List<Input> declared = inputs.entrySet().stream()
                .map(e -> new Input(e.getKey(), e.getValue().dtype(), e.getValue().shape().without(0))).toList();
        return Runs.network(new Network(declared, layer, List.of(Network.OUTPUT)), false, inputs, weights, 0)
                .get(Network.OUTPUT).toDoubles();
    }

    private static Map<String, Tensor> inputs(Object... namesAndTensors) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            inputs.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
        }
        return inputs;
    }

    private static double[] flat(double[][][] examples) {
        return Arrays.stream(examples).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    }

    private static final Map<String, Tensor> SELF = Map.of(
            "query_key_value/weight", Draw.normal("qkv", FEATURES, 24), "query_key_value/bias", Draw.normal("b", 24),
            "output/weight", Draw.normal("o", 8, FEATURES), "output/bias", Draw.normal("ob", FEATURES));

    /** Self-attention of two heads, together 8 wide. */
    private static double[] expectedOfItself(Formulas.Mask mask) {
        double[][][] y = new double[BATCH][][];
        for (int n = 0; n < BATCH; n++) {
            double[][] x = Formulas.rows(X, n * TIME, TIME);
            double[][][] qkv = new double[3][][];
            for (int p = 0; p < 3; p++) {
                qkv[p] = Formulas.linear(x, SELF.get("query_key_value/weight"), SELF.get("query_key_value/bias"), p * 8, 8);
            }
            y[n] = Formulas.linear(Formulas.attention(qkv[0], qkv[1], qkv[2], 2, mask), SELF.get("output/weight"),
                    SELF.get("output/bias"), 0, FEATURES);
        }
        return flat(y);
    }

    @Test
    void aSequenceLooksAtItself() {
        MultiHeadAttention layer = multiHeadAttention(2).withWidth(8);
        assertThat(run(layer, inputs("x", X), SELF)).containsExactly(expectedOfItself((i, j) -> true), within(1e-12));
        assertThat(run(layer.withCausal(true), inputs("x", X), SELF))
                .containsExactly(expectedOfItself((i, j) -> j <= i), within(1e-12));
    }

    @Test
    void paddingIsNotLookedAt() {
        Tensor mask = Tensor.of(new boolean[] {true, false, true, true, false, true}, BATCH, TIME);
        assertThat(run(multiHeadAttention(2).withWidth(8), inputs("x", X, "mask", mask), SELF))
                .containsExactly(expectedOfItself((i, j) -> j != 1), within(1e-12));
    }

    @Test
    void oneSequenceLooksAtAnother() {
        Map<String, Tensor> weights = Map.of("query/weight", Draw.normal("q", FEATURES, FEATURES),
                "key_value/weight", Draw.normal("kv", 5, 2 * FEATURES), "output/weight", Draw.normal("o", FEATURES, FEATURES));
        double[][][] y = new double[BATCH][][];
        for (int n = 0; n < BATCH; n++) {
            double[][] memory = Formulas.rows(MEMORY, n * KEYS, KEYS);
            y[n] = Formulas.linear(Formulas.attention(
                    Formulas.linear(Formulas.rows(X, n * TIME, TIME), weights.get("query/weight"), null, 0, FEATURES),
                    Formulas.linear(memory, weights.get("key_value/weight"), null, 0, FEATURES),
                    Formulas.linear(memory, weights.get("key_value/weight"), null, FEATURES, FEATURES), 3, (i, j) -> j < 2),
                    weights.get("output/weight"), null, 0, FEATURES);
        }
        Tensor mask = Tensor.of(new boolean[] {true, true, false, false, true, true, false, false}, BATCH, KEYS);
        assertThat(run(multiHeadAttention(3).withBias(false), inputs("x", X, "memory", MEMORY, "mask", mask), weights))
                .containsExactly(flat(y), within(1e-12));
    }

    @Test
    void declaresTheFansOfEachProjection() {
        List<Traced.Parameter> p = Network.of(Input.f32(TIME, FEATURES), multiHeadAttention(3))
                .trace(Runs.ENGINE.registry(), true, DType.F32).parameters();
        assertThat(p).extracting(q -> q.spec().path()).containsExactly(
                "query_key_value/weight", "query_key_value/bias", "output/weight", "output/bias");
        assertThat(p.get(0).spec().shape()).isEqualTo(Shape.of(6, 18));
        assertThat(List.of(p.get(0).spec().fanIn(), p.get(0).spec().fanOut())).containsExactly(6L, 6L);
    }

    private static void assertRefuses(Layer layer, String message, Input... inputs) {
        assertThatThrownBy(() -> new Network(List.of(inputs), layer, List.of(Network.OUTPUT))
                .trace(Runs.ENGINE.registry(), true, DType.F32)).hasMessage(message);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefuses(multiHeadAttention(4), "[MultiHeadAttention] the 4 heads must divide the features of f32[batch,3,6];"
                + " give it a width that they divide", Input.f32(TIME, FEATURES));
        assertRefuses(multiHeadAttention(2), "[MultiHeadAttention] the input must be one or two sequences [batch, time,"
                + " features] with a known number of features, and at most a mask of bool behind them, but is [f32[batch,6]]",
                Input.f32(FEATURES));
        assertRefuses(multiHeadAttention(2), "[MultiHeadAttention] the mask must be bool[batch,3], as what is looked at,"
                + " f32[batch,3,6], has batch and time, but is bool[batch,4]", Input.f32(TIME, FEATURES),
                new Input("mask", DType.BOOL, Shape.of(4)));
    }
}
