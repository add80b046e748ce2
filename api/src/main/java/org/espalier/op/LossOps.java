package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Losses from scores and classes. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface LossOps extends OpCalls {
    /**
     * The negative logarithm of the softmax of each label's class.
     *
     * @param scores [batch, classes, ...], f32 or f64
     * @param labels classes from 0, i32 or i64 [batch, ...]; one outside the classes counts nothing
     * @param reduction {@code none}, {@code sum} or {@code mean}
     * @return the loss, of the labels' shape or a scalar
     */
    default Value softmaxCrossEntropyLoss(Value scores, Value labels, String reduction) {
        return apply1("SoftmaxCrossEntropyLoss", Attributes.of("reduction", reduction), scores, labels);
    }

    /**
     * As {@link #softmaxCrossEntropyLoss(Value, Value, String)}, with weights; the mean is the sum over the sum of the
     * labels' weights.
     *
     * @param weights a weight for each class, [classes]
     * @param ignoreIndex a label that counts nothing, or null
     */
    default Value softmaxCrossEntropyLoss(Value scores, Value labels, Value weights, Long ignoreIndex, String reduction) {
        return apply("SoftmaxCrossEntropyLoss", List.of(scores, labels, weights),
                Attributes.of("ignore_index", ignoreIndex, "reduction", reduction)).get(0);
    }

    /** As {@link #softmaxCrossEntropyLoss(Value, Value, String)}, from the logarithms of probabilities. */
    default Value negativeLogLikelihoodLoss(Value logProbabilities, Value labels, String reduction) {
        return apply1("NegativeLogLikelihoodLoss", Attributes.of("reduction", reduction), logProbabilities, labels);
    }

    /**
     * As {@link #softmaxCrossEntropyLoss(Value, Value, Value, Long, String)}, from the logarithms of probabilities.
     */
    default Value negativeLogLikelihoodLoss(
            Value logProbabilities, Value labels, Value weights, Long ignoreIndex, String reduction) {
        return apply("NegativeLogLikelihoodLoss", List.of(logProbabilities, labels, weights),
                Attributes.of("ignore_index", ignoreIndex, "reduction", reduction)).get(0);
    }
}
