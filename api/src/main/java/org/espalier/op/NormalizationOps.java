package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Softmax, normalizations and attention. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface NormalizationOps extends OpCalls {
    default Value softmax(Value x, int axis) {
        return apply1("Softmax", Attributes.of("axis", axis), x);
    }

    default Value logSoftmax(Value x, int axis) {
        return apply1("LogSoftmax", Attributes.of("axis", axis), x);
    }

    /** 1 at the first largest element along an axis and 0 elsewhere; without gradient. */
    default Value hardmax(Value x, int axis) {
        return apply1("Hardmax", Attributes.of("axis", axis), x);
    }

    /**
     * Batch normalization with given figures: {@code scale (x - mean) / sqrt(var + epsilon) + b} for each channel, axis 1.
     * The others have the shape {@code [channels]}.
     */
    default Value batchNormalization(Value x, Value scale, Value b, Value mean, Value var, double epsilon) {
        return apply1("BatchNormalization", Attributes.of("epsilon", epsilon, "training_mode", false),
                x, scale, b, mean, var);
    }

    /**
     * Batch normalization with the figures of the batch.
     *
     * @param mean the running mean, [channels]
     * @param var the running variance, [channels]
     * @param momentum the weight of the old running figures
     * @return the result, the new running mean and variance, the batch's mean, and 1 / sqrt(its biased variance + epsilon)
     */
    default List<Value> batchNormalizationTraining(
            Value x, Value scale, Value b, Value mean, Value var, double epsilon, double momentum) {
        return apply("BatchNormalization", List.of(x, scale, b, mean, var),
                Attributes.of("epsilon", epsilon, "momentum", momentum, "training_mode", true));
    }

    /** {@code scale (x - mean) / sqrt(variance + epsilon)} over an axis and all after it; scale broadcasts to x. */
    default Value layerNormalization(Value x, Value scale, int axis, double epsilon) {
        return apply1("LayerNormalization", Attributes.of("axis", axis, "epsilon", epsilon), x, scale);
    }

    /** {@code scale (x - mean) / sqrt(variance + epsilon) + b} over an axis and all after it; scale and b broadcast to x. */
    default Value layerNormalization(Value x, Value scale, Value b, int axis, double epsilon) {
        return apply1("LayerNormalization", Attributes.of("axis", axis, "epsilon", epsilon), x, scale, b);
    }

    /** {@code scale x / sqrt(mean of x² + epsilon)} over an axis and all after it; scale broadcasts to x. */
    default Value rmsNormalization(Value x, Value scale, int axis, double epsilon) {
        return apply1("RMSNormalization", Attributes.of("axis", axis, "epsilon", epsilon), x, scale);
    }

    /** Each channel of each example by itself, x [batch, channels, ...]; scale and b are [channels]. */
    default Value instanceNormalization(Value x, Value scale, Value b, double epsilon) {
        return apply1("InstanceNormalization", Attributes.of("epsilon", epsilon), x, scale, b);
    }

    /** Groups of neighbouring channels of each example, x [batch, channels, ...]; scale and b are [channels]. */
    default Value groupNormalization(Value x, Value scale, Value b, int groups, double epsilon) {
        return apply1("GroupNormalization", Attributes.of("epsilon", epsilon, "num_groups", groups), x, scale, b);
    }

    /** x over its norm along an axis, of absolute values (p = 1) or squares (p = 2); 0 where that is 0. */
    default Value lpNormalization(Value x, int axis, int p) {
        return apply1("LpNormalization", Attributes.of("axis", axis, "p", p), x);
    }

    /** x to mean 0 and standard deviation 1 over some axes. */
    default Value meanVarianceNormalization(Value x, int... axes) {
        return apply1("MeanVarianceNormalization", Attributes.of("axes", axes), x);
    }

    /** Local response normalization over a window of channels, axis 1. */
    default Value localResponseNormalization(Value x, int size, double alpha, double beta, double bias) {
        return apply1("LRN", Attributes.of("size", size, "alpha", alpha, "beta", beta, "bias", bias), x);
    }

    /**
     * Scaled dot-product attention: softmax(q kᵀ / √d) v.
     *
     * @param q [..., heads, L, d]
     * @param k [..., kvHeads, S, d], of which heads is a multiple
     * @param v [..., kvHeads, S, dv]
     * @param causal whether query i looks at no key behind i
     * @return [..., heads, L, dv]
     */
    default Value attention(Value q, Value k, Value v, boolean causal) {
        return apply1("Attention", Attributes.of("is_causal", causal), q, k, v);
    }

    /**
     * As {@link #attention(Value, Value, Value, boolean)}, with a mask; 0 for a query that may look at nothing.
     *
     * @param mask broadcasts to [..., heads, L, S]: truth values, true where a query looks, or numbers added to the scores
     */
    default Value attention(Value q, Value k, Value v, Value mask, boolean causal) {
        return apply1("Attention", Attributes.of("is_causal", causal), q, k, v, mask);
    }

    /**
     * As {@link #attention(Value, Value, Value, boolean)}, of a sequence to itself, from what one projection yields.
     *
     * @param qkv [batch, length, 3 * heads * size]: the queries of all heads, then their keys, then their values
     * @param heads the number of heads
     * @return [batch, length, heads * size]
     */
    default Value selfAttention(Value qkv, int heads, boolean causal) {
        return apply1("SelfAttention", Attributes.of("q_num_heads", heads, "is_causal", causal), qkv);
    }

    /**
     * As {@link #selfAttention(Value, int, boolean)}, with a mask.
     *
     * @param mask broadcasts to [batch, heads, length, length]: truth values or numbers
     */
    default Value selfAttention(Value qkv, Value mask, int heads, boolean causal) {
        return apply1("SelfAttention", Attributes.of("q_num_heads", heads, "is_causal", causal), qkv, mask);
    }
}
