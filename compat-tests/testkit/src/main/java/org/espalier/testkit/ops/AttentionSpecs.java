package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Attention and its gradient. */
final class AttentionSpecs {
    static final Tolerance SUMS = Tolerance.ulps(32).withScale(4);
    static final String BEYOND = "a score is beyond the dtype, in which a decomposition works step by step";
    private static final long LENGTH = 133;
    private static final Shapes LONG = Shapes.of(2, 4, 2, LENGTH, LENGTH, 65, 66);
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private AttentionSpecs() {}

    static List<OpSpec> all() {
        return List.of(attention(), gradient(), SelfAttentionSpecs.forward(), SelfAttentionSpecs.gradient());
    }

    /** Shapes of queries, keys and values. */
    private record Shapes(Shape q, Shape k, Shape v) {
        static Shapes of(Object batch, long heads, long keyHeads, long l, long s, long d, long dv) {
            return new Shapes(shape(batch, heads, l, d), shape(batch, keyHeads, s, d), shape(batch, keyHeads, s, dv));
        }

        Shape scores() {
            return q.with(-1, k.dim(-2));
        }

        Sample sample(String name) {
            return batched(Sample.of(name + " " + q + k + v)).input("Q", q, Parts.REAL).input("K", k, Parts.REAL)
                    .input("V", v, Parts.REAL);
        }
    }

    private static List<Shapes> shapes() {
        return List.of(Shapes.of(1, 1, 1, 1, 1, 1, 1), Shapes.of(2, 1, 1, 3, 4, 2, 3), Shapes.of(1, 3, 3, 2, 2, 4, 4),
                Shapes.of(1, 4, 2, 3, 2, 2, 1), Shapes.of(2, 6, 1, 1, 7, 3, 2), Shapes.of("batch", 2, 2, 3, 3, 2, 2),
                Shapes.of(0, 2, 2, 3, 3, 2, 2), Shapes.of(2, 4, 2, 33, 65, 17, 9),
                new Shapes(shape(2, 3, 4), shape(2, 5, 4), shape(2, 5, 2)),
                new Shapes(shape(2, 1, 2, 3, 2), shape(2, 1, 1, 4, 2), shape(2, 1, 1, 4, 3)));
    }

    static Sample truths(Sample s, Shape mask) {
        // The first key of each query is always there.
        return s.input("attn_mask", BOOL, mask, Domain.of(1, 0, 1, 1, 0, 1, 1));
    }

    private static Sample oneQuery(String name) {
        return Sample.of(name).input("Q", shape(1, 1, 1, 1), Domain.of(StrictMath.log(3)))
                .input("K", shape(1, 1, 2, 1), Domain.of(0, 1)).input("V", shape(1, 1, 2, 1), Domain.of(4, 8));
    }

    private static OpSpec attention() {
        List<Sample> samples = new ArrayList<>();
        for (Shapes s : shapes()) {
            for (boolean causal : new boolean[] {false, true}) {
                Sample one = s.sample(causal ? "causal" : "plain").attributes("scale", 0.5, "is_causal", causal);
                samples.add(s.q.dim(0).equals(Dim.of(0)) ? one.withoutOnnx("ONNX Runtime wants an example") : one);
            }
        }
        Shapes s = Shapes.of(2, 4, 2, 3, 5, 2, 3);
        samples.add(s.sample("all defaults"));
        samples.add(s.sample("added").input("attn_mask", s.scores(), Parts.REAL).attributes("scale", 0.25));
        samples.add(s.sample("added to keys").input("attn_mask", shape(5), Parts.REAL).attributes("scale", 0.25));
        samples.add(s.sample("added for each example").input("attn_mask", shape(2, 1, 1, 5), Parts.REAL)
                .attributes("scale", 0.25, "is_causal", true));
        samples.add(truths(s.sample("true"), shape(3, 5)).attributes("scale", 0.25));
        samples.add(truths(s.sample("true and causal"), s.scores()).attributes("scale", 0.25, "is_causal", true)
                .withoutDifferences("some queries see nothing"));
        // Elements and blocks enough for several threads; a length that is no multiple of a vector.
        samples.add(LONG.sample("many").withoutDifferences("too large").withoutOnnx("too large"));
        samples.add(LONG.sample("many, causal").input("attn_mask", shape(LENGTH, LENGTH), Parts.REAL)
                .attributes("is_causal", true).withoutDifferences("too large").withoutOnnx("too large"));
        samples.add(s.sample("without residuals").attributes("scale", 0.25, "residuals", false));
        // Scores 0 and log 3, so a quarter of 4 and three quarters of 8.
        samples.add(oneQuery("by hand").expecting(Parts.of(7), Parts.of(StrictMath.log(4))));
        samples.add(oneQuery("by hand, scale 0").attributes("scale", 0.0).expecting(Parts.of(6), Parts.of(StrictMath.log(2))));
        samples.add(oneQuery("by hand, causal").attributes("is_causal", true).expecting(Parts.of(4), Parts.of(0)));
        samples.add(oneQuery("by hand, masked").input("attn_mask", BOOL, shape(1, 2), Domain.of(0, 1))
                .expecting(Parts.of(8), Parts.of(StrictMath.log(3))));
        samples.add(oneQuery("by hand, added").input("attn_mask", shape(1, 2), Domain.of(StrictMath.log(3), 0))
                .expecting(Parts.of(6), Parts.of(StrictMath.log(6))));
        samples.add(oneQuery("nothing to look at").input("attn_mask", BOOL, shape(1, 2), Domain.of(0))
                .expecting(Parts.of(0), Parts.of(NEVER))
                .expectingGradients(List.of(Parts.of(1), Parts.of(1)), Parts.of(0), Parts.of(0, 0), Parts.of(0, 0)));
        samples.add(oneQuery("minus infinity added").input("attn_mask", shape(1, 2), Domain.of(NEVER))
                .expecting(Parts.of(0), Parts.of(NEVER))
                .expectingGradients(List.of(Parts.of(1), Parts.of(1)), Parts.of(0), Parts.of(0, 0), Parts.of(0, 0),
                        Parts.of(0, 0)));
        samples.add(Sample.of("no keys").input("Q", shape(1, 1, 2, 1), Parts.REAL).input("K", shape(1, 1, 0, 1), Parts.REAL)
                .input("V", shape(1, 1, 0, 1), Parts.REAL).expecting(Parts.of(0, 0), Parts.of(NEVER, NEVER))
                .withoutDifferences("infinite").withoutOnnx("ONNX does not say what the largest of nothing is"));
        // Two heads share the keys: 1 · 1 and 2 · 1 looked up in values 10 and 20 with equal scores.
        samples.add(Sample.of("by hand, grouped").input("Q", shape(1, 2, 1, 1), Domain.of(0, StrictMath.log(3)))
                .input("K", shape(1, 1, 2, 1), Domain.of(0, 1)).input("V", shape(1, 1, 2, 2), Domain.of(4, 0, 8, 4))
                .expecting(Parts.of(6, 2, 7, 3), Parts.of(StrictMath.log(2), StrictMath.log(4))));
        return OpSpec.of("Attention")
                .samples(samples)
                .tolerance(SUMS)
                .excusing(BEYOND, x -> Double.isFinite(x[0]) && Math.abs(x[0]) > 1e18)
                .refusing("takes 3 to 4 inputs", Attributes.none(), Parts.f32(1, 1, 2, 3), Parts.f32(1, 1, 2, 3))
                .refusing("[..., heads, length, size]", Attributes.none(), Parts.f32(2, 3), Parts.f32(2, 3), Parts.f32(2, 3))
                .refusing("must have the same last dim", Attributes.none(),
                        Parts.f32(1, 2, 3), Parts.f32(1, 2, 4), Parts.f32(1, 2, 4))
                .refusing("must be alike but for the last dim", Attributes.none(),
                        Parts.f32(1, 2, 3), Parts.f32(1, 2, 3), Parts.f32(1, 3, 3))
                .refusing("must be alike before the heads", Attributes.none(),
                        Parts.f32(2, 1, 2, 3), Parts.f32(3, 1, 2, 3), Parts.f32(3, 1, 2, 3))
                .refusing("must be a multiple of the 2 heads of K and V", Attributes.none(),
                        Parts.f32(3, 2, 3), Parts.f32(2, 2, 3), Parts.f32(2, 2, 3))
                .refusing("same dtype", Attributes.none(), Parts.f32(1, 2, 3), Parts.f64(1, 2, 3), Parts.f32(1, 2, 3))
                .refusing("attn_mask must be bool or f32", Attributes.none(),
                        Parts.f32(1, 2, 3), Parts.f32(1, 2, 3), Parts.f32(1, 2, 3), Parts.f64(2, 2))
                .refusing("must broadcast to the scores [1,2,4]", Attributes.none(),
                        Parts.f32(1, 2, 3), Parts.f32(1, 4, 3), Parts.f32(1, 4, 3), TensorType.of(BOOL, 5, 1, 2, 4))
                .build();
    }

    private static Sample gradient(String name, Shapes s) {
        Shape y = s.q.with(-1, s.v.dim(-1));
        Shape each = s.q.without(-1);
        return s.sample(name).input("Y", y, Parts.REAL).input("residual", each, Domain.between(6, 7))
                .input("ofY", y, Parts.REAL).input("ofResidual", each, Parts.REAL);
    }

    private static OpSpec gradient() {
        List<Sample> samples = new ArrayList<>();
        for (Shapes s : shapes()) {
            samples.add(gradient("plain", s).attributes("scale", 0.5));
        }
        Shapes s = Shapes.of(2, 4, 2, 3, 5, 2, 3);
        samples.add(gradient("many", LONG).withoutDifferences("too large").withoutOnnx("too large"));
        samples.add(gradient("causal", s).attributes("scale", 0.25, "is_causal", true));
        samples.add(gradient("added", s).input("attn_mask", s.scores(), Parts.REAL).attributes("scale", 0.25));
        samples.add(gradient("added to keys", s).input("attn_mask", shape(5), Parts.REAL).attributes("scale", 0.25));
        samples.add(truths(gradient("true", s), shape(3, 5)).attributes("scale", 0.25));
        // Shares 1/4 and 3/4 of values 4 and 8, of which 7 is made: cotangents 1/4 (4 - 7) and 3/4 (8 - 7) of the scores.
        samples.add(oneQuery("by hand").input("Y", shape(1, 1, 1, 1), Domain.of(7))
                .input("residual", shape(1, 1, 1), Domain.of(StrictMath.log(4)))
                .input("ofY", shape(1, 1, 1, 1), Domain.of(1)).input("ofResidual", shape(1, 1, 1), Domain.of(0))
                .expecting(Parts.of(0.75), Parts.of(-0.75 * StrictMath.log(3), 0.75 * StrictMath.log(3)), Parts.of(0.25, 0.75)));
        TensorType x = Parts.f32(1, 2, 3);
        return OpSpec.of("AttentionGrad")
                .samples(samples)
                .tolerance(Tolerance.ulps(64).withScale(16))
                .excusing(BEYOND, v -> Double.isFinite(v[0]) && Math.abs(v[0]) > 80)
                .refusing("takes 7 to 8 inputs", Attributes.none(), x, x, x)
                .refusing("Y must be f32[1,2,3], but is f32[1,2,4]", Attributes.none(),
                        x, x, x, Parts.f32(1, 2, 4), Parts.f32(1, 2), x, Parts.f32(1, 2))
                .refusing("the cotangent of the residual must be f32[1,2]", Attributes.none(),
                        x, x, x, x, Parts.f32(1, 2), x, Parts.f32(1, 3))
                .build();
    }
}
