package org.espalier.standard.layer.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.gru;
import static org.espalier.standard.Layers.lstm;
import static org.espalier.standard.Layers.simpleRnn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Layer;
import org.espalier.nn.Role;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.layer.sequence.Walk.Cell;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RecurrentTest {
    private static final int BATCH = 2;
    private static final int TIME = 4;
    private static final int FEATURES = 3;
    private static final int UNITS = 2;
    private static final Tensor X = Draw.normal("x", BATCH, TIME, FEATURES);

    private static Map<String, Tensor> weights(int directions, int gates) {
        return new HashMap<>(Map.of(
                "weight", Draw.normal("w", directions, (long) gates * UNITS, FEATURES),
                "recurrent_weight", Draw.normal("r", directions, (long) gates * UNITS, UNITS),
                "bias", Draw.normal("b", directions, (long) gates * UNITS)));
    }

    private static void assertWalks(Layer last, Layer all, Map<String, Tensor> weights, Cell... cells) {
        double[][][] sequence = new double[BATCH][TIME][];
        double[][] end = new double[BATCH][0];
        for (int n = 0; n < BATCH; n++) {
            double[][] steps = new double[TIME][];
            for (int t = 0; t < TIME; t++) {
                steps[t] = Arrays.copyOfRange(X.toDoubles(), (n * TIME + t) * FEATURES, (n * TIME + t + 1) * FEATURES);
                sequence[n][t] = new double[0];
            }
            for (int d = 0; d < cells.length; d++) {
                double[][] h = Walk.of(cells[d], steps, UNITS, d == 1);
                for (int t = 0; t < TIME; t++) {
                    sequence[n][t] = Walk.joined(sequence[n][t], h[t]);
                }
                end[n] = Walk.joined(end[n], h[d == 1 ? 0 : TIME - 1]);
            }
        }
        double[] expected = Arrays.stream(sequence).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        Tensor found = Runs.layer(all, false, X, weights).get(Network.OUTPUT);
        assertThat(found.shape()).isEqualTo(Shape.of(BATCH, TIME, (long) cells.length * UNITS));
        assertThat(found.toDoubles()).containsExactly(expected, within(1e-12));
        Tensor foundEnd = Runs.layer(last, false, X, weights).get(Network.OUTPUT);
        assertThat(foundEnd.shape()).isEqualTo(Shape.of(BATCH, (long) cells.length * UNITS));
        assertThat(foundEnd.toDoubles())
                .containsExactly(Arrays.stream(end).flatMapToDouble(Arrays::stream).toArray(), within(1e-12));
    }

    @Test
    void lstmHasInputOutputForgetAndCellGates() {
        Map<String, Tensor> one = weights(1, 4);
        assertWalks(lstm(UNITS), lstm(UNITS).withSequence(true), one, Walk.lstm(one, 0, Math::tanh, Walk::sigmoid));
        Map<String, Tensor> two = weights(2, 4);
        Lstm both = lstm(UNITS).withBidirectional(true);
        assertWalks(both, both.withSequence(true), two, Walk.lstm(two, 0, Math::tanh, Walk::sigmoid),
                Walk.lstm(two, 1, Math::tanh, Walk::sigmoid));
        Lstm others = lstm(UNITS).withActivations(CellActivation.SOFTSIGN, CellActivation.HARD_SIGMOID);
        assertWalks(others, others.withSequence(true), one, Walk.lstm(one, 0, z -> z / (1 + Math.abs(z)),
                z -> Math.max(0, Math.min(1, 0.2 * z + 0.5))));
    }

    @Test
    void gruHasUpdateResetAndHiddenGates() {
        Map<String, Tensor> one = weights(1, 3);
        assertWalks(gru(UNITS), gru(UNITS).withSequence(true), one, Walk.gru(one, 0, false));
        Map<String, Tensor> two = weights(2, 3);
        two.put("recurrent_bias", Draw.normal("rb", 2, UNITS));
        Gru both = gru(UNITS).withBidirectional(true).withResetAfter(true);
        assertWalks(both, both.withSequence(true), two, Walk.gru(two, 0, true), Walk.gru(two, 1, true));
    }

    @Test
    void simpleRnnHasOneActivation() {
        Map<String, Tensor> two = weights(2, 1);
        SimpleRnn both = simpleRnn(UNITS).withBidirectional(true);
        assertWalks(both, both.withSequence(true), two, Walk.rnn(two, 0, Math::tanh), Walk.rnn(two, 1, Math::tanh));
        Map<String, Tensor> one = weights(1, 1);
        one.put("bias", Tensor.zeros(one.get("bias").type()));
        SimpleRnn relu = simpleRnn(UNITS).withActivation(CellActivation.RELU);
        Cell cell = Walk.rnn(Map.copyOf(one), 0, z -> Math.max(0, z));
        assertWalks(relu, relu.withSequence(true), one, cell);
        one.remove("bias");
        assertWalks(relu.withBias(false), relu.withBias(false).withSequence(true), one, cell);
    }

    /** What stands behind the end of a sequence changes nothing, in either direction. */
    @Test
    void lengthsEndSequences() {
        List<Input> inputs = List.of(Input.f32(TIME, FEATURES), new Input("lengths", DType.I64, Shape.scalar()));
        Lstm layer = lstm(UNITS).withBidirectional(true);
        Map<String, Tensor> weights = weights(2, 4);
        Tensor lengths = Tensor.of(new long[] {3, 4});
        double[] found = Runs.network(new Network(inputs, layer, List.of(Network.OUTPUT)), false,
                Map.of("input", X, "lengths", lengths), weights, 0).get(Network.OUTPUT).toDoubles();
        Tensor shorter = Tensor.of(Arrays.copyOf(X.toDoubles(), 3 * FEATURES), 1, 3, FEATURES);
        assertThat(Arrays.copyOf(found, 2 * UNITS)).containsExactly(Runs.output(layer, shorter, weights), within(1e-12));
        double[] whole = Runs.output(layer, X, weights);
        assertThat(Arrays.copyOfRange(found, 2 * UNITS, 4 * UNITS))
                .containsExactly(Arrays.copyOfRange(whole, 2 * UNITS, 4 * UNITS), within(1e-12));
        Network all = new Network(inputs, layer.withSequence(true), List.of(Network.OUTPUT));
        double[] outputs = Runs.network(all, false, Map.of("input", X, "lengths", lengths), weights, 0)
                .get(Network.OUTPUT).toDoubles();
        assertThat(Arrays.copyOfRange(outputs, 3 * 2 * UNITS, 4 * 2 * UNITS)).containsOnly(0);
    }

    private static List<Traced.Parameter> parameters(Layer layer) {
        return Network.of(Input.f32(TIME, FEATURES), layer).trace(Runs.ENGINE.registry(), true, DType.F32).parameters();
    }

    @Test
    void declaresRolesAndFansOfEachGate() {
        List<Traced.Parameter> p = parameters(gru(5).withResetAfter(true).withBidirectional(true));
        assertThat(p).extracting(q -> q.spec().path())
                .containsExactly("weight", "recurrent_weight", "bias", "recurrent_bias");
        assertThat(p).extracting(q -> q.spec().shape().toString())
                .containsExactly("[2,15,3]", "[2,15,5]", "[2,15]", "[2,5]");
        assertThat(p).extracting(q -> q.spec().role())
                .containsExactly(Role.WEIGHT, Role.WEIGHT, Role.BIAS, Role.BIAS);
        assertThat(p).extracting(q -> q.spec().fanIn()).startsWith(3L, 5L);
        assertThat(p).extracting(q -> q.spec().fanOut()).startsWith(5L, 5L);
        assertThat(p.get(1).initializer()).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(parameters(lstm(5).withBias(false))).hasSize(2);
    }

    @Test
    void forgetGatesAreOpenAtFirst() {
        Network network = Network.of(Input.f32(TIME, FEATURES), lstm(2).withBidirectional(true));
        assertThat(network.init(Runs.ENGINE, 0).weight("bias").toDoubles())
                .containsExactly(0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0);
        Network other = Network.of(Input.f32(TIME, FEATURES), lstm(1).withForgetBias(-2));
        assertThat(other.init(Runs.ENGINE, 0).weight("bias").toDoubles()).containsExactly(0, 0, -2, 0);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Network.of(Input.f32(4), lstm(2)).trace(Runs.ENGINE.registry(), true, DType.F32))
                .hasMessage("[Lstm] the input must be [batch, time, features] with a known number of features, but is"
                        + " f32[batch,4]");
        Network two = new Network(List.of(Input.f32(TIME, FEATURES), Input.f32(1).named("lengths")), gru(2),
                List.of(Network.OUTPUT));
        assertThatThrownBy(() -> two.trace(Runs.ENGINE.registry(), true, DType.F32))
                .hasMessage("[Gru] behind the sequences it takes at most their lengths, i32 or i64 [batch], but is given"
                        + " [f32[batch,4,3], f32[batch,1]]");
    }
}
