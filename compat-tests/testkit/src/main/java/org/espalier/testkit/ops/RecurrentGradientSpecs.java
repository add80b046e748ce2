package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.espalier.graph.Attributes;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/**
 * Gradients of recurrent networks as functions of the op's inputs and cotangents. What a forward pass saved is a function of
 * the inputs, so samples leave it out and the kernel works it out; with it the gradients of the ops themselves are tested.
 */
final class RecurrentGradientSpecs {
    private RecurrentGradientSpecs() {}

    static List<OpSpec> all() {
        Recurrences lstm = Recurrences.of("LSTM", 4, 2, 2, 2, 2).given("B", "sequence_lens", "initial_h", "initial_c", "P");
        return List.of(
                spec("RNN", 1, List.of()).samples(rnn()).build(),
                spec("LSTM", 4, List.of(lstm, lstm.with("input_forget", true), lstm.with("direction", "bidirectional"),
                        lstm.given("initial_c"), lstm.given("P"), lstm.given("B").with("clip", 0.5))).samples(lstm()).build(),
                spec("GRU", 3, Recurrences.few("GRU", 3).stream().map(r -> r.with("linear_before_reset", true)).toList())
                        .samples(gru()).build());
    }

    private static OpSpec.Builder spec(String op, int gates, List<Recurrences> more) {
        List<Recurrences> networks = new ArrayList<>(Recurrences.few(op, gates));
        networks.addAll(more);
        List<Sample> samples = new ArrayList<>();
        networks.forEach(r -> samples.add(unsaved(r)));
        samples.add(ofState(networks.get(0)));
        samples.add(ofState(networks.get(networks.size() - 1)));
        Recurrences.large(op, gates).forEach(r -> samples.add(r.largeSample(unsaved(r))));
        TensorType w = Parts.f32(1, 4 * gates, 3);
        TensorType r = Parts.f32(1, 4 * gates, 4);
        Attributes unsaved = Attributes.of("saved", false);
        return OpSpec.of(op + "Grad")
                .samples(samples)
                .tolerance(Tolerance.ulps(32).withScale(8))
                .without("onnx", "it occurs in gradients only")
                .refusing("what was saved, and cotangents", unsaved, Parts.f32(5, 2, 3), w, r, Parts.f32(5, 1, 2, 4))
                .refusing("ascending order", unsaved.with("cotangents", List.of(1L, 0L)), Parts.f32(5, 2, 3), w, r)
                .refusing("leave the attribute layout out", unsaved.with("layout", 1), Parts.f32(5, 2, 3), w, r)
                .refusing("at least 3 inputs", unsaved, Parts.f32(5, 2, 3));
    }

    private static Sample unsaved(Recurrences r) {
        Attributes all = r.complete().with("saved", false);
        return r.withCotangents(r.inputs(r.toString())).attributes((taken, registry) -> all);
    }

    /** With the cotangent of the last hidden state only. */
    private static Sample ofState(Recurrences r) {
        Attributes all = r.complete().with("saved", false).with("cotangents", List.of(1L));
        return r.withCotangentOfState(r.inputs("of the last state " + r)).attributes((taken, registry) -> all);
    }

    private static Sample one(Sample s, String name, double... elements) {
        return s.input(name, shape(1, 1, 1), Domain.of(elements));
    }

    /** What follows the op's inputs, once worked out again and once as a forward pass saved it. */
    private static List<Sample> both(UnaryOperator<Sample> inputs, Attributes attributes, UnaryOperator<Sample> saved,
            UnaryOperator<Sample> cotangents, double[]... results) {
        Sample without = cotangents.apply(inputs.apply(Sample.of("by hand " + attributes)));
        Sample with = cotangents.apply(saved.apply(inputs.apply(Sample.of("by hand, saved " + attributes))));
        return List.of(
                without.attributes((taken, registry) -> attributes.with("saved", false)).expecting(results),
                with.attributes((taken, registry) -> attributes).expecting(results)
                        .withoutDifferences("what was saved is a function of the other inputs"));
    }

    /** h = relu(x/2 + h/4) gives 1 and 9/4. With the cotangents 1 and 2 + 3 the deltas are 1 + 5/4 and 5. */
    private static List<Sample> rnn() {
        return both(s -> one(one(s.input("X", shape(2, 1, 1), Domain.of(2, 4)), "W", 0.5), "R", 0.25),
                Attributes.of("activations", List.of("Relu")),
                s -> s.input("Y", shape(2, 1, 1, 1), Domain.of(1, 2.25)),
                s -> one(s.input("dY", shape(2, 1, 1, 1), Domain.of(1, 2)), "dY_h", 3),
                Parts.of(1.125, 2.5), Parts.of(24.5), Parts.of(5));
    }

    /** With relu everywhere i, o, f, g are 1, 2, 2, 2, so c = 2·2 + 1·2 and h = 2·6. */
    private static List<Sample> lstm() {
        return both(
                s -> one(one(one(s, "X", 1).input("W", shape(1, 4, 1), Domain.of(0.5, 2, 1, 3))
                        .input("R", shape(1, 4, 1), Domain.of(0.5, 0, 1, -1)), "initial_h", 1), "initial_c", 2),
                Attributes.of("activations", List.of("Relu", "Relu", "Relu"), "optional", List.of("initial_h", "initial_c")),
                s -> s.input("Y", shape(1, 1, 1, 1), Domain.of(12)).input("kept", shape(1, 1, 1, 5), Domain.of(1, 2, 2, 2, 6)),
                s -> one(one(s.input("dY", shape(1, 1, 1, 1), Domain.of(1)), "dY_h", 1), "dY_c", 1),
                Parts.of(54), Parts.of(10, 12, 10, 5), Parts.of(10, 12, 10, 5), Parts.of(10), Parts.of(10));
    }

    /** With relu z, r, n are 1/2, 2, 4 whether the reset is before or after the product with 1, so h = 4/2 + 1/2. */
    private static List<Sample> gru() {
        List<Sample> samples = new ArrayList<>();
        for (boolean after : new boolean[] {false, true}) {
            samples.addAll(both(
                    s -> one(one(s, "X", 1).input("W", shape(1, 3, 1), Domain.of(0.5, 1, 2))
                            .input("R", shape(1, 3, 1), Domain.of(0, 1, 1)), "initial_h", 1),
                    Attributes.of("activations", List.of("Relu", "Relu"), "optional", List.of("initial_h"),
                            "linear_before_reset", after),
                    s -> s.input("Y", shape(1, 1, 1, 1), Domain.of(2.5))
                            .input("kept", shape(1, 1, 1, after ? 4 : 3), Domain.of(0.5, 2, 4, 1)),
                    s -> one(s.input("dY", shape(1, 1, 1, 1), Domain.of(1)), "dY_h", 1),
                    Parts.of(0), Parts.of(-6, 1, 1), Parts.of(-6, 1, 2), Parts.of(4)));
        }
        return samples;
    }
}
