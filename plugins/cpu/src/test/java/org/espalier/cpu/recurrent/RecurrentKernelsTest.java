package org.espalier.cpu.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.cpu.Bits;
import org.espalier.cpu.Graphs;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.EveryArithmetic;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent ops and the gradients from what they saved, compared with the reference backend. */
class RecurrentKernelsTest {
    /** A network, and its gradient with what the forward pass saved, from all cotangents and from that of a state alone. */
    record Network(String op, int gates, int steps, int batch, int inputs, int hidden, List<String> optional,
            Attributes attributes) {
        private List<Value> build(Graphs g) {
            long directions = attributes.string("direction", "forward").equals("bidirectional") ? 2 : 1;
            Attributes all = attributes.with("optional", optional);
            List<Value> in = new ArrayList<>(List.of(
                    g.real(1, steps, batch, inputs),
                    g.real(0.7 / Math.sqrt(inputs), directions, (long) gates * hidden, inputs),
                    g.real(0.7 / Math.sqrt(hidden), directions, (long) gates * hidden, hidden)));
            for (String name : optional) {
                in.add(switch (name) {
                    case "B" -> g.real(0.5, directions, 2L * gates * hidden);
                    case "sequence_lens" -> g.input(TensorType.of(DType.I32, batch), lengths());
                    default -> g.real(0.5, directions, batch, hidden);
                });
            }
            List<Value> out = g.ops().apply(op, in, all);
            int states = op.equals("LSTM") ? 2 : 1;
            List<Value> arguments = new ArrayList<>(in);
            arguments.add(out.get(0));
            arguments.addAll(out.subList(1 + states, out.size()));
            int saved = arguments.size();
            arguments.add(g.real(1, steps, directions, batch, hidden));
            for (int i = 0; i < states; i++) {
                arguments.add(g.real(1, directions, batch, hidden));
            }
            List<Value> results = new ArrayList<>(out);
            results.addAll(g.ops().apply(op + "Grad", arguments, all));
            List<Value> ofState = new ArrayList<>(arguments.subList(0, saved));
            ofState.add(arguments.get(saved + 1));
            results.addAll(g.ops().apply(op + "Grad", ofState, all.with("cotangents", List.of(1L))));
            return results;
        }

        private int[] lengths() {
            int[] lengths = new int[batch];
            for (int i = 0; i < batch; i++) {
                lengths[i] = i * 7 % (steps + 1);
            }
            return lengths;
        }
    }

    private static Network lstm(int steps, int batch, int inputs, int hidden, String direction, String... optional) {
        return new Network("LSTM", 4, steps, batch, inputs, hidden, List.of(optional), Attributes.of("direction", direction));
    }

    private static Network gru(boolean after, int steps, int batch, int inputs, int hidden, String direction, String... optional) {
        return new Network("GRU", 3, steps, batch, inputs, hidden, List.of(optional),
                Attributes.of("direction", direction, "linear_before_reset", after));
    }

    private static Network rnn(int steps, int batch, int inputs, int hidden, List<String> activations, String... optional) {
        String direction = activations.size() == 2 ? "bidirectional" : "forward";
        return new Network("RNN", 1, steps, batch, inputs, hidden, List.of(optional),
                Attributes.of("direction", direction, "activations", activations));
    }

    static List<Network> networks() {
        return List.of(
                gru(true, 1, 1, 1, 1, "forward"),
                gru(false, 5, 2, 3, 5, "forward", "B"),
                gru(true, 6, 19, 16, 65, "bidirectional", "B", "sequence_lens", "initial_h"),
                gru(false, 6, 18, 17, 48, "bidirectional", "B", "sequence_lens", "initial_h"),
                gru(true, 6, 9, 5, 49, "reverse", "sequence_lens"),
                gru(false, 6, 9, 5, 49, "reverse", "sequence_lens"),
                gru(true, 17, 9, 220, 161, "forward", "B"),
                rnn(1, 1, 1, 1, List.of("Tanh")),
                rnn(9, 20, 33, 65, List.of("Relu"), "B"),
                rnn(7, 11, 16, 48, List.of("Sigmoid", "Tanh"), "B", "sequence_lens", "initial_h"),
                rnn(17, 2, 160, 350, List.of("Tanh"), "B"),
                lstm(1, 1, 1, 1, "forward"),
                lstm(5, 2, 3, 5, "forward", "B"),
                lstm(4, 11, 7, 17, "reverse", "B", "initial_h", "initial_c"),
                lstm(7, 19, 33, 65, "forward", "B"),
                lstm(6, 21, 16, 48, "bidirectional", "B", "sequence_lens", "initial_h", "initial_c"),
                lstm(6, 9, 5, 49, "reverse", "sequence_lens"),
                lstm(20, 3, 9, 70, "forward", "B", "sequence_lens"),
                lstm(17, 10, 220, 130, "forward", "B"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void areNearTheReferenceBackendAndTheSameForAnyNumberOfThreads(Network network) {
        Graphs g = new Graphs();
        List<Value> outputs = network.build(g);
        List<Tensor> expected = g.expected(outputs);
        List<Tensor> first = run(g, outputs, EveryArithmetic.VECTOR, 1);
        for (int i = 0; i < outputs.size(); i++) {
            float[] wanted = (float[]) expected.get(i).toArray();
            float[] found = (float[]) first.get(i).toArray();
            float largest = 0.1f;
            for (float x : wanted) {
                largest = Math.max(largest, Math.abs(x));
            }
            for (int k = 0; k < wanted.length; k++) {
                assertThat(found[k]).as("output %d, element %d", i, k).isBetween(wanted[k] - 1e-5f * largest, wanted[k] + 1e-5f * largest);
            }
        }
        for (int threads = 1; threads <= 3; threads++) {
            for (Arithmetic a : List.of(EveryArithmetic.VECTOR, EveryArithmetic.PLAIN)) {
                List<Tensor> again = run(g, outputs, a, threads);
                for (int i = 0; i < outputs.size(); i++) {
                    Bits.assertSame((float[]) again.get(i).toArray(), (float[]) first.get(i).toArray(),
                            "output " + i + " on " + threads + " threads, " + a.description());
                }
            }
        }
    }

    private static List<Tensor> run(Graphs g, List<Value> outputs, Arithmetic arithmetic, int threads) {
        try (Graphs.Run run = g.new Run(arithmetic, threads)) {
            run.run();
            List<Tensor> once = outputs.stream().map(run::result).toList();
            run.run();
            return once;
        }
    }

    @Test
    void allocateNothing() {
        for (Network network : List.of(lstm(5, 19, 16, 33, "forward", "B"), lstm(4, 18, 9, 20, "bidirectional", "B", "sequence_lens"),
                gru(false, 4, 18, 9, 20, "reverse", "B"), gru(true, 4, 18, 9, 20, "forward"), rnn(4, 18, 9, 40, List.of("Tanh"), "B"))) {
            Graphs g = new Graphs();
            network.build(g);
            try (Graphs.Run run = g.new Run(EveryArithmetic.VECTOR, 2)) {
                assertThat(run.allocated(300)).as(network.toString()).isZero();
            }
        }
    }
}
