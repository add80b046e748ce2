package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Losses from labels. */
final class LossSpecs {
    private static final Domain WEIGHTS = Domain.between(0.5, 2);
    private static final List<String> REDUCTIONS = List.of("none", "sum", "mean");
    private static final String NAN = "the mean over nothing is not a number";

    private LossSpecs() {}

    static List<OpSpec> all() {
        return List.of(negativeLogLikelihood(), softmaxCrossEntropy(), gradientOfScores());
    }

    private static Sample sample(String name, Shape x, DType labels, Domain domain) {
        return batched(Sample.of(name + " " + x + " " + labels).input("x", x, domain)
                .input("labels", labels, x.without(1), Domain.integers(0, x.length(1) - 1)));
    }

    private static List<Sample> random(Domain domain) {
        List<Sample> samples = new ArrayList<>();
        for (Shape x : List.of(shape(1, 1), shape(1, 3), shape(7, 9), shape(5, 17), shape("batch", 4), shape(2, 3, 5),
                shape(3, 1, 2), shape("batch", 3, 2), shape(2, 3, 2, 2), shape(1, 2, 2, 1, 3), shape(1025, 65))) {
            // All reductions of the usual shapes, and each of some of the others.
            boolean usual = x.equals(shape(7, 9)) || x.equals(shape(2, 3, 5));
            String one = REDUCTIONS.get(samples.size() / 2 % 3);
            for (String r : usual ? REDUCTIONS : List.of(one)) {
                samples.add(sample(r, x, I64, domain).attributes("reduction", r));
                samples.add(sample(r + " weighted", x, I64, domain).input("weights", Shape.of(x.dim(1)), WEIGHTS)
                        .attributes("reduction", r));
            }
        }
        for (String r : REDUCTIONS) {
            Shape x = shape(8, 3, 2);
            samples.add(sample(r, x, I32, domain).attributes("reduction", r));
            samples.add(sample(r + " without 1", x, I64, domain).attributes("reduction", r, "ignore_index", 1));
            samples.add(sample(r + " without -7", x, I32, domain).attributes("reduction", r, "ignore_index", -7));
            samples.add(sample(r + " without 0, weighted", x, I32, domain).input("weights", shape(3), WEIGHTS)
                    .attributes("reduction", r, "ignore_index", 0));
        }
        samples.add(sample("all defaults", shape(4, 3), I64, domain));
        return samples;
    }

    private static List<Sample> empty() {
        return List.of(sample("nothing", shape(0, 3), I64, Parts.REAL).attributes("reduction", "none"),
                sample("sum of nothing", shape(0, 3, 2), I64, Parts.REAL).attributes("reduction", "sum"));
    }

    /** Two examples, of which the first chooses the second class, and the second the first. */
    private static Sample byHand(String name, double... x) {
        return Sample.of("by hand, " + name).input("x", shape(2, 2), Domain.of(x))
                .input("labels", I64, shape(2), Domain.of(1, 0));
    }

    private static Sample weighted(Sample s) {
        return s.input("weights", shape(2), Domain.of(2, 1));
    }

    private static OpSpec.Builder spec(String op, Domain domain) {
        Attributes mean = Attributes.of("reduction", "mean");
        TensorType labels = TensorType.of(I64, 2);
        return OpSpec.of(op)
                .samples(random(domain))
                .tolerance(Tolerance.ulps(16).withScale(8))
                .refusing("takes 2 to 3 inputs", mean, Parts.f32(2, 3))
                .refusing("must be [batch, classes, ...]", mean, Parts.f32(2), labels)
                .refusing("labels must be i32 or i64", mean, Parts.f32(2, 3), Parts.f32(2))
                .refusing("must have the shape [2]", mean, Parts.f32(2, 3), TensorType.of(I64, 3))
                .refusing("one element for each of the 3 classes", mean, Parts.f32(2, 3), labels, Parts.f32(2))
                .refusing("same dtype", mean, Parts.f32(2, 3), labels, Parts.f64(3))
                .refusing("must be 'none', 'sum' or 'mean', but is 'median'", Attributes.of("reduction", "median"),
                        Parts.f32(2, 3), labels);
    }

    private static OpSpec negativeLogLikelihood() {
        return spec("NegativeLogLikelihoodLoss", Domain.between(-4, 0))
                .samples(empty())
                .sample(byHand("none", -1, -2, -3, -4).attributes("reduction", "none").expecting(Parts.of(2, 3)))
                .sample(byHand("sum", -1, -2, -3, -4).attributes("reduction", "sum").expecting(Parts.of(5)))
                .sample(byHand("mean", -1, -2, -3, -4).attributes("reduction", "mean").expecting(Parts.of(2.5)))
                .sample(weighted(byHand("none, weighted", -1, -2, -3, -4)).attributes("reduction", "none")
                        .expecting(Parts.of(2, 6)))
                .sample(weighted(byHand("mean, weighted", -1, -2, -3, -4)).attributes("reduction", "mean")
                        .expecting(Parts.of(8 / 3.0)))
                .sample(weighted(byHand("mean, weighted, without 1", -1, -2, -3, -4))
                        .attributes("reduction", "mean", "ignore_index", 1).expecting(Parts.of(3)))
                .sample(byHand("an impossible class that is not chosen", Double.NEGATIVE_INFINITY, -2, -3, -4)
                        .attributes("reduction", "none").expecting(Parts.of(2, 3)).withoutDifferences("infinite"))
                .sample(byHand("nothing but what is ignored", -1, -2, -3, -4).attributes("reduction", "sum",
                        "ignore_index", 5).expecting(Parts.of(5)))
                .sample(Sample.of("outside the classes").input("x", shape(3, 2), Domain.of(-1, -2))
                        .input("labels", I64, shape(3), Domain.of(2, -1, 1)).attributes("reduction", "none")
                        .expecting(Parts.of(0, 0, 2)).withoutOnnx("ONNX does not say what such a label means"))
                .sample(Sample.of("mean of nothing").input("x", shape(1, 2), Domain.of(-1, -2))
                        .input("labels", I64, shape(1), Domain.of(0)).attributes("reduction", "mean", "ignore_index", 0)
                        .expecting(Parts.of(Double.NaN)).withoutDifferences(NAN))
                .build();
    }

    private static Sample gradient(String name, Shape x, DType labels, String reduction) {
        return sample(name + " " + reduction, x, labels, Domain.between(-4, 0))
                .input("ofLoss", reduction.equals("none") ? x.without(1) : Shape.scalar(), Parts.REAL)
                .attributes("reduction", reduction);
    }

    private static OpSpec gradientOfScores() {
        List<Sample> samples = new ArrayList<>();
        for (Shape x : List.of(shape(1, 1), shape(7, 9), shape("batch", 10), shape(1025, 65), shape(2, 3, 5), shape(0, 3))) {
            for (String r : REDUCTIONS) {
                samples.add(gradient("plain", x, I64, r));
                samples.add(gradient("weighted", x, I64, r).input("weights", Shape.of(x.dim(1)), WEIGHTS));
            }
        }
        samples.removeIf(s -> s.name().contains("[0,") && s.name().contains("mean"));
        samples.add(gradient("without 1", shape(9, 3), I32, "mean").attributes("reduction", "mean", "ignore_index", 1));
        double log4 = StrictMath.log(4);
        double[] logs = {-log4, StrictMath.log(3) - log4, -StrictMath.log(2), -StrictMath.log(2)};
        Attributes none = Attributes.of("reduction", "none");
        TensorType labels = TensorType.of(I64, 2);
        return OpSpec.of("SoftmaxCrossEntropyLossGrad")
                .samples(samples)
                .sample(byHand("none", logs).input("ofLoss", shape(2), Domain.of(1, 2)).attributes("reduction", "none")
                        .expecting(Parts.of(0.25, -0.25, -1, 1)))
                .sample(byHand("mean", logs).input("ofLoss", Shape.scalar(), Domain.of(1)).attributes("reduction", "mean")
                        .expecting(Parts.of(0.125, -0.125, -0.25, 0.25)))
                .sample(weighted(byHand("mean, weighted", logs).input("ofLoss", Shape.scalar(), Domain.of(1)))
                        .attributes("reduction", "mean").expecting(Parts.of(0.25 / 3, -0.25 / 3, -1.0 / 3, 1.0 / 3)))
                .sample(Sample.of("outside the classes").input("x", shape(3, 2), Domain.of(-StrictMath.log(2)))
                        .input("labels", I32, shape(3), Domain.of(2, -1, 1)).input("ofLoss", shape(3), Domain.of(3, 4, 5))
                        .attributes("reduction", "none").expecting(Parts.of(0, 0, 0, 0, 2.5, -2.5)))
                .tolerance(Tolerance.ulps(16).withScale(8))
                .refusing("takes 3 to 4 inputs", none, Parts.f32(2, 3), labels)
                .refusing("the cotangent of the loss must be f32[2], but is f32[3]", none, Parts.f32(2, 3), labels, Parts.f32(3))
                .build();
    }

    private static OpSpec softmaxCrossEntropy() {
        double log2 = StrictMath.log(2);
        double log3 = StrictMath.log(3);
        double log4 = StrictMath.log(4);
        // The probabilities are 1/4, 3/4 and 1/2, 1/2.
        double[] scores = {0, log3, 5, 5};
        double[] logs = {-log4, log3 - log4, -log2, -log2};
        double first = log4 - log3;
        return spec("SoftmaxCrossEntropyLoss", Domain.between(-3, 3))
                .samples(empty().stream().map(s -> s.withoutOnnx("ONNX Runtime cannot reshape what is empty")).toList())
                .sample(byHand("none", scores).attributes("reduction", "none").expecting(Parts.of(first, log2), logs))
                .sample(byHand("sum", scores).attributes("reduction", "sum").expecting(Parts.of(first + log2), logs))
                .sample(byHand("mean", scores).attributes("reduction", "mean").expecting(Parts.of((first + log2) / 2), logs))
                .sample(weighted(byHand("mean, weighted", scores)).attributes("reduction", "mean")
                        .expecting(Parts.of((first + 2 * log2) / 3), logs))
                .sample(weighted(byHand("mean, weighted, without 1", scores))
                        .attributes("reduction", "mean", "ignore_index", 1).expecting(Parts.of(log2), logs))
                .sample(byHand("huge", 1e4, -1e4, 1e4, -1e4).attributes("reduction", "none")
                        .expecting(Parts.of(2e4, 0), Parts.of(0, -2e4, 0, -2e4)).withoutDifferences("flat"))
                .sample(Sample.of("outside the classes").input("x", shape(3, 2), Domain.of(1, 1))
                        .input("labels", I32, shape(3), Domain.of(2, -1, 1)).attributes("reduction", "mean")
                        .expecting(Parts.of(log2), Parts.of(-log2, -log2, -log2, -log2, -log2, -log2))
                        .withoutOnnx("ONNX does not say what such a label means"))
                .sample(Sample.of("without residuals").input("x", shape(3, 4), Parts.REAL)
                        .input("labels", I64, shape(3), Domain.of(0, 3, 1)).input("weights", shape(4), WEIGHTS)
                        .attributes("reduction", "mean", "residuals", false))
                .sample(Sample.of("mean of nothing").input("x", shape(1, 2), Domain.of(1, 1))
                        .input("labels", I64, shape(1), Domain.of(0)).attributes("reduction", "mean", "ignore_index", 0)
                        .dtypes(F32).expecting(Parts.of(Double.NaN), Parts.of(-log2, -log2)).withoutDifferences(NAN))
                .build();
    }
}
