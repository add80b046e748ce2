package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Recurrent networks: all directions, with and without each optional input, and every attribute. */
final class RecurrentSpecs {
    private static final Tolerance SUMS = Tolerance.ulps(16).withScale(4);
    private static final Tolerance BY_HAND = Tolerance.ulps(8).withScale(1);

    private RecurrentSpecs() {}

    static List<OpSpec> all() {
        return List.of(rnn(), lstm(), gru());
    }

    private static OpSpec.Builder spec(String op, int gates, List<Recurrences> more) {
        List<Sample> samples = new ArrayList<>();
        Recurrences.all(op, gates).forEach(r -> samples.add(r.sample()));
        more.forEach(r -> samples.add(r.sample()));
        samples.add(Recurrences.of(op, gates, 0, 2, 2, 3).given("initial_h").sample()
                .withoutOnnx("ONNX Runtime takes no empty sequence"));
        samples.add(Recurrences.of(op, gates, 2, 0, 2, 3).sample().withoutOnnx("ONNX Runtime takes no empty batch"));
        Recurrences.large(op, gates).forEach(r -> samples.add(r.largeSample(r.sample())));
        Attributes none = Attributes.none();
        TensorType x = Parts.f32(5, 2, 3);
        TensorType w = Parts.f32(1, 4 * gates, 3);
        TensorType r = Parts.f32(1, 4 * gates, 4);
        return OpSpec.of(op)
                .samples(samples)
                .tolerance(SUMS)
                .valueTolerance(BY_HAND)
                .onnxTolerance(Tolerance.ulps(64).withScale(4))
                .without("onnx " + DType.F64, Parts.NOT_IN_ORT)
                .without("cotangents of residuals", "what is kept is kept for the gradient alone")
                .refusing("X must have 3 axes", none, Parts.f32(5, 3), w, r)
                .refusing("W must have the shape [1," + 4 * gates + ",3]", none, x, Parts.f32(1, 4 * gates, 2), r)
                .refusing("R must have the shape", none, x, w, Parts.f32(1, 4 * gates + 1, 4))
                .refusing("W must have the shape [2,", Attributes.of("direction", "bidirectional"), x, w, r)
                .refusing("direction must be forward", Attributes.of("direction", "backward"), x, w, r)
                .refusing("layout must be 0", Attributes.of("layout", 2), x, w, r)
                .refusing("clip must be above 0", Attributes.of("clip", -1.0), x, w, r)
                .refusing("hidden_size is 5", Attributes.of("hidden_size", 5), x, w, r)
                .refusing("must list the given ones", Attributes.of("optional", List.of("b")), x, w, r, Parts.f32(1, 8))
                .refusing("it takes 3 inputs", none, x, w, r, Parts.f32(1, 8 * gates))
                .refusing("B must have the shape", Attributes.of("optional", List.of("B")), x, w, r, Parts.f32(1, 4))
                .refusing("must be i32[2]", Attributes.of("optional", List.of("sequence_lens")), x, w, r,
                        Parts.f32(2).withDType(DType.I64))
                .refusing("initial_h must have the shape [1,2,4]", Attributes.of("optional", List.of("initial_h")), x, w, r,
                        Parts.f32(2, 1, 4))
                .refusing("X must be f32 or f64", none, x.withDType(DType.I32), w, r)
                .refusing("same dtype", none, x, w.withDType(DType.F64), r)
                .refusing("activations [Tanh, Tanh, Tanh, Tanh] must be", Attributes.of("activations",
                        List.of("Tanh", "Tanh", "Tanh", "Tanh")), x, w, r)
                .refusing("activation_alpha has 1 numbers", Attributes.of("activation_alpha", List.of(0.5)), x, w, r);
    }

    private static OpSpec rnn() {
        Recurrences r = Recurrences.of("RNN", 1, 3, 2, 2, 3);
        Recurrences all = r.given("B", "initial_h");
        List<Recurrences> more = new ArrayList<>(List.of(
                all.with("clip", 0.3),
                r.given("B", "sequence_lens", "initial_h").with("layout", 1).with("direction", "bidirectional"),
                r.with("layout", 1),
                all.with("hidden_size", 3),
                all.with("activations", List.of("Relu")),
                all.with("activations", List.of("Sigmoid", "Tanh")).with("direction", "bidirectional"),
                all.with("activations", List.of("LeakyRelu", "HardSigmoid")).with("direction", "bidirectional")
                        .with("activation_alpha", List.of(0.25, 0.5)).with("activation_beta", List.of(0.125)),
                all.with("activations", List.of("ThresholdedRelu")).with("activation_alpha", List.of(0.125))));
        for (String name : List.of("Affine", "ScaledTanh")) {
            more.add(all.with("activations", List.of(name)).with("activation_alpha", List.of(0.5))
                    .with("activation_beta", List.of(0.75)));
        }
        for (String name : List.of("Softsign", "Softplus", "Elu")) {
            more.add(all.with("activations", List.of(name)));
        }
        // tanh(0.5·1 - 0.2), tanh(0.5·2 + 0.25·h - 0.2)
        return spec("RNN", 1, more)
                .sample(unit("by hand", 1, Parts.of(1, 2), Parts.of(0.5), Parts.of(0.25), Parts.of(0.1, -0.3))
                        .attributes("optional", List.of("B"))
                        .expecting(Parts.of(0.2913126124515909, 0.7028081945093966), Parts.of(0.7028081945093966)))
                .sample(unit("by hand backwards", 1, Parts.of(2, 4), Parts.of(0.5), Parts.of(0.25), Parts.of(0, -1))
                        .attributes("optional", List.of("B"), "direction", "reverse", "activations", List.of("Relu"))
                        .expecting(Parts.of(0.25, 1), Parts.of(0.25)).withoutDifferences("a kink lies nearby"))
                .build();
    }

    /** One unit over two steps. */
    private static Sample unit(String name, int gates, double[] x, double[] w, double[] r, double[] b) {
        return Sample.of(name).input("X", shape(2, 1, 1), Domain.of(x)).input("W", shape(1, gates, 1), Domain.of(w))
                .input("R", shape(1, gates, 1), Domain.of(r)).input("B", shape(1, 2 * gates), Domain.of(b));
    }

    private static OpSpec lstm() {
        Recurrences r = Recurrences.of("LSTM", 4, 3, 2, 2, 2);
        Recurrences all = r.given("B", "sequence_lens", "initial_h", "initial_c", "P");
        Recurrences states = r.given("B", "initial_h", "initial_c");
        List<Recurrences> more = List.of(
                all, r.given("P"), r.given("initial_c"), r.given("initial_h"), r.given("initial_c", "P"),
                all.with("direction", "reverse"), all.with("direction", "bidirectional"),
                states.with("clip", 0.3), all.with("clip", 0.5),
                states.with("input_forget", true), all.with("input_forget", true),
                all.with("layout", 1), all.with("layout", 1).with("direction", "bidirectional"), r.with("layout", 1),
                states.with("activations", List.of("Sigmoid", "Relu", "Tanh")),
                states.with("activations", List.of("HardSigmoid", "Softsign", "Affine")).with("activation_alpha", List.of(0.25, 2.0))
                        .with("activation_beta", List.of(0.5, 0.25)));
        double[] w = Parts.of(0.5, -0.25, 1, 0.75);
        double[] recurrent = Parts.of(0.1, 0.2, 0.3, 0.4);
        double[] b = Parts.of(0.1, 0.2, 0.3, 0.4, 0, -0.1, 0.1, -0.2);
        return spec("LSTM", 4, more)
                .sample(unit("by hand", 4, Parts.of(1, -2), w, recurrent, b)
                        .attributes("optional", List.of("B"), "residuals", false)
                        .expecting(Parts.of(0.20554585325462002, -0.10495932022869912), Parts.of(-0.10495932022869912),
                                Parts.of(-0.16163529225850465)))
                .sample(unit("by hand with peepholes", 4, Parts.of(1, -2), w, recurrent, b)
                        .input("initial_h", shape(1, 1, 1), Domain.of(0.5)).input("initial_c", shape(1, 1, 1), Domain.of(-1))
                        .input("P", shape(1, 3), Domain.of(0.3, -0.2, 0.1))
                        .attributes("optional", List.of("B", "initial_h", "initial_c", "P"), "residuals", false)
                        .expecting(Parts.of(-0.16067015894350845, -0.180877483418694), Parts.of(-0.180877483418694),
                                Parts.of(-0.2851919256413204)))
                .refusing("P must have the shape [1,12]", Attributes.of("optional", List.of("P")), Parts.f32(5, 2, 3),
                        Parts.f32(1, 16, 3), Parts.f32(1, 16, 4), Parts.f32(1, 16))
                .build();
    }

    private static OpSpec gru() {
        Recurrences r = Recurrences.of("GRU", 3, 3, 2, 2, 2);
        Recurrences all = r.given("B", "sequence_lens", "initial_h");
        Recurrences states = r.given("B", "initial_h");
        List<Recurrences> more = new ArrayList<>(List.of(
                states.with("clip", 0.3), all.with("layout", 1).with("direction", "bidirectional"), r.with("layout", 1),
                states.with("activations", List.of("Sigmoid", "Relu")),
                states.with("activations", List.of("HardSigmoid", "Softsign"))));
        for (Recurrences n : Recurrences.few("GRU", 3)) {
            more.add(n.with("linear_before_reset", true));
        }
        more.add(states.with("linear_before_reset", true).with("clip", 0.3));
        double[] w = Parts.of(0.5, -0.25, 1);
        double[] recurrent = Parts.of(0.1, 0.2, 0.3);
        double[] b = Parts.of(0.1, 0.2, 0.3, 0, -0.1, 0.2);
        return spec("GRU", 3, more)
                .sample(unit("by hand", 3, Parts.of(1, -2), w, recurrent, b).input("initial_h", shape(1, 1, 1), Domain.of(0.5))
                        .attributes("optional", List.of("B", "initial_h"), "residuals", false)
                        .expecting(Parts.of(0.6432054976649455, -0.4183765704896342), Parts.of(-0.4183765704896342)))
                .sample(unit("by hand, reset after the product", 3, Parts.of(1, -2), w, recurrent, b)
                        .input("initial_h", shape(1, 1, 1), Domain.of(0.5))
                        .attributes("optional", List.of("B", "initial_h"), "residuals", false, "linear_before_reset", true)
                        .expecting(Parts.of(0.6370918155271996, -0.4303914586735239), Parts.of(-0.4303914586735239)))
                .build();
    }
}
