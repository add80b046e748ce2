package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Attention of queries, keys and values side by side, and its gradient. */
final class SelfAttentionSpecs {
    private static final double LOG3 = StrictMath.log(3);
    private static final Sizes MANY = new Sizes(2, 133, 4, 2, 40);
    private static final Sizes SOME = new Sizes(2, 5, 4, 2, 3);

    private SelfAttentionSpecs() {}

    private record Sizes(Object batch, long length, long heads, long keyHeads, long size) {
        Shape queries() {
            return shape(batch, heads, length);
        }

        Shape result() {
            return shape(batch, length, heads * size);
        }

        Sample sample(String name) {
            Shape qkv = shape(batch, length, (heads + 2 * keyHeads) * size);
            Sample s = batched(Sample.of(name + " " + qkv)).input("QKV", qkv, Parts.REAL);
            return heads == keyHeads ? s.attributes("q_num_heads", heads, "scale", 0.5)
                    : s.attributes("q_num_heads", heads, "kv_num_heads", keyHeads, "scale", 0.5);
        }

        Sample gradient(String name) {
            return sample(name).input("Y", result(), Parts.REAL).input("residual", queries(), Domain.between(6, 7))
                    .input("ofY", result(), Parts.REAL).input("ofResidual", queries(), Parts.REAL);
        }
    }

    private static List<Sizes> sizes() {
        return List.of(new Sizes(1, 1, 1, 1, 1), new Sizes(2, 3, 2, 2, 2), SOME, new Sizes("batch", 3, 2, 1, 2),
                new Sizes(2, 35, 3, 1, 17));
    }

    /** Two places, of which the first has query log 3 and the second 0; keys 0 and 1, values 4 and 8. */
    private static Sample byHand(String name) {
        return Sample.of(name).input("QKV", shape(1, 2, 3), Domain.of(LOG3, 0, 4, 0, 1, 8));
    }

    static OpSpec forward() {
        List<Sample> samples = new ArrayList<>();
        for (Sizes s : sizes()) {
            samples.add(s.sample("plain"));
        }
        Object[] grouped = {"q_num_heads", 4, "kv_num_heads", 2, "scale", 0.25};
        samples.add(SOME.sample("causal").attributes("q_num_heads", 4, "kv_num_heads", 2, "scale", 0.5, "is_causal", true));
        samples.add(SOME.sample("added").input("attn_mask", shape(2, 1, 5, 5), Parts.REAL).attributes(grouped));
        samples.add(AttentionSpecs.truths(SOME.sample("true"), shape(5, 5)).attributes(grouped));
        samples.add(AttentionSpecs.truths(SOME.sample("true keys"), shape(2, 1, 1, 5)).attributes(grouped));
        samples.add(SOME.sample("without residuals")
                .attributes("q_num_heads", 4, "kv_num_heads", 2, "scale", 0.5, "residuals", false));
        samples.add(new Sizes(0, 3, 2, 2, 2).sample("none").withoutOnnx("ONNX Runtime wants an example"));
        samples.add(MANY.sample("many").attributes("q_num_heads", 4, "kv_num_heads", 2)
                .withoutDifferences("too large").withoutOnnx("too large"));
        samples.add(byHand("by hand").attributes("q_num_heads", 1)
                .expecting(Parts.of(7, 6), Parts.of(StrictMath.log(4), StrictMath.log(2))));
        samples.add(byHand("by hand, causal").attributes("q_num_heads", 1, "is_causal", true)
                .expecting(Parts.of(4, 6), Parts.of(0, StrictMath.log(2))));
        TensorType x = Parts.f32(1, 2, 6);
        return OpSpec.of("SelfAttention")
                .samples(samples)
                .tolerance(AttentionSpecs.SUMS)
                .excusing(AttentionSpecs.BEYOND, v -> Double.isFinite(v[0]) && Math.abs(v[0]) > 1e18)
                .refusing("takes 1 to 2 inputs", Attributes.of("q_num_heads", 1), x, x, x)
                .refusing("QKV must be [batch, length", Attributes.of("q_num_heads", 1), Parts.f32(2, 6))
                .refusing("must be a multiple of 12", Attributes.of("q_num_heads", 4), x)
                .refusing("the 3 heads of Q must be a multiple of the 2 heads",
                        Attributes.of("q_num_heads", 3, "kv_num_heads", 2), x)
                .refusing("must be positive", Attributes.of("q_num_heads", 0), x)
                .refusing("must broadcast to the scores [1,2,2,2]", Attributes.of("q_num_heads", 2), x, Parts.f32(5, 1, 2, 2))
                .build();
    }

    static OpSpec gradient() {
        List<Sample> samples = new ArrayList<>();
        for (Sizes s : sizes()) {
            samples.add(s.gradient("plain"));
        }
        Object[] grouped = {"q_num_heads", 4, "kv_num_heads", 2, "scale", 0.25};
        samples.add(SOME.gradient("causal")
                .attributes("q_num_heads", 4, "kv_num_heads", 2, "scale", 0.5, "is_causal", true));
        samples.add(SOME.gradient("added").input("attn_mask", shape(2, 1, 5, 5), Parts.REAL).attributes(grouped));
        samples.add(AttentionSpecs.truths(SOME.gradient("true"), shape(5, 5)).attributes(grouped));
        samples.add(MANY.gradient("many").attributes("q_num_heads", 4, "kv_num_heads", 2)
                .withoutDifferences("too large").withoutOnnx("too large"));
        // Shares 1/4 and 3/4 in the first place, as in the gradient of attention; nothing comes from the second one.
        samples.add(byHand("by hand").attributes("q_num_heads", 1)
                .input("Y", shape(1, 2, 1), Domain.of(7, 6))
                .input("residual", shape(1, 1, 2), Domain.of(StrictMath.log(4), StrictMath.log(2)))
                .input("ofY", shape(1, 2, 1), Domain.of(1, 0)).input("ofResidual", shape(1, 1, 2), Domain.of(0, 0))
                .expecting(Parts.of(0.75, -0.75 * LOG3, 0.25, 0, 0.75 * LOG3, 0.75)));
        TensorType x = Parts.f32(1, 2, 6);
        return OpSpec.of("SelfAttentionGrad")
                .samples(samples)
                .tolerance(Tolerance.ulps(64).withScale(16))
                .excusing(AttentionSpecs.BEYOND, v -> Double.isFinite(v[0]) && Math.abs(v[0]) > 80)
                .refusing("takes 5 to 6 inputs", Attributes.of("q_num_heads", 2), x, x)
                .refusing("Y must be f32[1,2,2], but is f32[1,2,6]", Attributes.of("q_num_heads", 2),
                        x, x, Parts.f32(1, 2, 2), Parts.f32(1, 2, 2), Parts.f32(1, 2, 2))
                .build();
    }
}
