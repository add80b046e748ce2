package org.espalier.reference.samediff;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDirectionMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMLayerConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMLayerWeights;

/** Recurrent networks: SameDiff's own LSTM and GRU where they say the same, otherwise step by step. */
final class SameDiffRecurrent {
    private static final String STEPS = "written out step by step";
    /** Ours are input, output, forget, cell; its own are input, forget, cell, output. */
    private static final int[] GATES = {0, 2, 3, 1};

    private SameDiffRecurrent() {}

    static Translations table() {
        return new Translations()
                .composedSeveral("RNN", STEPS, c -> new Unrolling(c, 1).outputs())
                .several("LSTM", c -> own(c.attributes(), c.shape(1)[0]) ? lstm(c) : new Unrolling(c, 4).outputs())
                .several("GRU", c -> ownGru(c.attributes(), c.shape(1)[0]) ? gru(c) : new Unrolling(c, 3).outputs())
                .differs("LSTM", Kind.GRADIENT, "forward, with an initial state or a single hidden unit",
                        c -> own(c.attributes(), c.shape(1)[0]) && (c.shape(2)[2] == 1 || begins(c.attributes())),
                        "lstmLayer_bp gives other gradients for all inputs")
                .differs("GRU", Kind.GRADIENT, "forward, linear_before_reset, no bias, several steps",
                        c -> ownGru(c.attributes(), c.shape(1)[0]) && c.shape(0)[0] > 1,
                        "gru_bp gives other gradients for all inputs from the second step on")
                .otherwiseSeveral("LSTM", STEPS, c -> new Unrolling(c, 4).outputs())
                .otherwiseSeveral("GRU", STEPS, c -> new Unrolling(c, 3).outputs())
                .lacking("RNNGrad", "compared as the gradient of RNN")
                .lacking("LSTMGrad", "compared as the gradient of LSTM")
                .lacking("GRUGrad", "compared as the gradient of GRU");
    }

    /** One direction from the first step on, the default activations, no clip and no lengths. */
    private static boolean own(Attributes a, long directions) {
        return directions == 1 && a.string("direction", "forward").equals("forward") && !a.has("activations") && !a.has("clip")
                && !(a.has("optional") && a.strings("optional").contains("sequence_lens")) && !a.flag("input_forget", false)
                && a.longValue("layout", 0) == 0;
    }

    /** Its reset comes after the product, and has no bias of its own there. */
    private static boolean ownGru(Attributes a, long directions) {
        return own(a, directions) && a.flag("linear_before_reset", false)
                && !(a.has("optional") && a.strings("optional").contains("B"));
    }

    private static boolean begins(Attributes a) {
        return a.has("optional") && a.strings("optional").stream().anyMatch(n -> n.startsWith("initial"));
    }

    private static SDVariable named(Call c, String name) {
        List<String> names = c.attributes().has("optional") ? c.attributes().strings("optional") : List.of();
        return names.contains(name) ? c.in(3 + names.indexOf(name)) : null;
    }

    /** Parts of the rows of a parameter in another order, transposed. */
    private static SDVariable gates(Call c, SDVariable w, long width, long hidden, int... order) {
        SDVariable[] parts = new SDVariable[order.length];
        for (int i = 0; i < order.length; i++) {
            SDVariable part = SameDiffShapes.slice(c, w, new long[] {0, order[i] * hidden, 0}, new long[] {1, hidden, width});
            parts[i] = c.sd().reshape(part, hidden, width);
        }
        return c.sd().permute(c.sd().concat(0, parts), 1, 0);
    }

    /** Both biases of each gate. */
    private static SDVariable bias(Call c, long hidden, int... order) {
        SDVariable b = named(c, "B");
        if (b == null) {
            return c.constant(new double[(int) (order.length * hidden)], order.length * hidden);
        }
        SDVariable[] parts = new SDVariable[order.length];
        for (int i = 0; i < order.length; i++) {
            SDVariable input = SameDiffShapes.slice(c, b, new long[] {0, order[i] * hidden}, new long[] {1, hidden});
            SDVariable state = SameDiffShapes.slice(c, b, new long[] {0, (order.length + order[i]) * hidden}, new long[] {1, hidden});
            parts[i] = c.sd().reshape(input.add(state), hidden);
        }
        return c.sd().concat(0, parts);
    }

    private static SDVariable state(Call c, String name, long batch, long hidden) {
        SDVariable s = named(c, name);
        return s == null ? c.constant(new double[(int) (batch * hidden)], batch, hidden) : c.sd().reshape(s, batch, hidden);
    }

    private static List<SDVariable> lstm(Call c) {
        SameDiff sd = c.sd();
        long t = c.shape(0)[0];
        long batch = c.shape(0)[1];
        long hidden = c.shape(2)[2];
        LSTMLayerWeights.LSTMLayerWeightsBuilder weights = LSTMLayerWeights.builder()
                .weights(gates(c, c.in(1), c.shape(1)[2], hidden, GATES)).rWeights(gates(c, c.in(2), hidden, hidden, GATES))
                .bias(bias(c, hidden, GATES));
        SDVariable p = named(c, "P");
        if (p != null) {
            SDVariable[] parts = new SDVariable[3];
            int[] order = {0, 2, 1};
            for (int i = 0; i < 3; i++) {
                parts[i] = sd.reshape(SameDiffShapes.slice(c, p, new long[] {0, order[i] * hidden}, new long[] {1, hidden}), hidden);
            }
            weights.peepholeWeights(sd.concat(0, parts));
        }
        SDVariable[] y = sd.rnn().lstmLayer(c.x(), state(c, "initial_h", batch, hidden), state(c, "initial_c", batch, hidden), null,
                weights.build(), LSTMLayerConfig.builder().lstmdataformat(LSTMDataFormat.TNS).directionMode(LSTMDirectionMode.FWD)
                        .retFullSequence(true).retLastH(true).retLastC(true).build());
        return List.of(sd.reshape(y[0], t, 1, batch, hidden), sd.reshape(y[1], 1, batch, hidden), sd.reshape(y[2], 1, batch, hidden));
    }

    /** Gates as ONNX has them but for the first two: reset, update, and what is new. */
    private static List<SDVariable> gru(Call c) {
        long t = c.shape(0)[0];
        long batch = c.shape(0)[1];
        long hidden = c.shape(2)[2];
        SDVariable y = c.sd().rnn().gru(c.x(), state(c, "initial_h", batch, hidden), gates(c, c.in(1), c.shape(1)[2], hidden, 1, 0, 2),
                gates(c, c.in(2), hidden, hidden, 1, 0, 2), bias(c, hidden, 1, 0, 2));
        SDVariable last = SameDiffShapes.slice(c, y, new long[] {t - 1, 0, 0}, new long[] {1, batch, hidden});
        return List.of(c.sd().reshape(y, t, 1, batch, hidden), last);
    }
}
