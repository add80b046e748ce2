package org.espalier.core.op.loss;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * The classes that labels choose among those of axis 1. A label that is the attribute {@code ignore_index}, or none of
 * the classes, chooses nothing and has no weight.
 *
 * @param counts whether a label chooses a class, [batch, ...]
 * @param index the chosen class, or the first where there is none
 * @param hot 1 where a class is the chosen one and 0 elsewhere, [batch, classes, ...]; gradients alone use it
 * @param weight the weight of each label's class, or 1; 0 where nothing is chosen
 */
record Labels(Value counts, Value index, Value hot, Value weight) {
    /** What becomes of the losses of the labels. */
    enum Reduction {
        NONE,
        SUM,
        /** The sum over the sum of the weights. */
        MEAN;

        static Reduction of(Attributes attributes) {
            String name = attributes.string("reduction", "mean");
            for (Reduction r : values()) {
                if (r.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return r;
                }
            }
            throw new IllegalArgumentException("reduction must be 'none', 'sum' or 'mean', but is '" + name + "'");
        }
    }

    /** The largest f32 below which every whole number is one. */
    private static final long MOST_CLASSES = 1 << 24;

    /** Checks scores, labels and weights; the type is the loss's. */
    static TensorType type(String scores, List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2, 3);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, scores, x);
        TypeRules.require(x.shape().rank() >= 2, scores + " must be [batch, classes, ...], but is " + x);
        TypeRules.dtype(INDEX, "labels", in.get(1));
        Shape labels = x.shape().without(1);
        TypeRules.require(in.get(1).shape().equals(labels), "labels " + in.get(1) + " must have the shape " + labels + " of "
                + scores + " " + x + " without the classes, axis 1");
        boolean known = x.shape().dim(1).isKnown();
        TypeRules.require(!known || x.shape().length(1) > 0, scores + " must have a class at least, but is " + x);
        TypeRules.require(!known || x.shape().length(1) <= MOST_CLASSES, "there are " + x.shape().dim(1)
                + " classes, but f32 tells no more than " + MOST_CLASSES + " apart");
        if (in.size() > 2) {
            TypeRules.sameDType("weights", in.get(2), scores, x);
            TypeRules.require(in.get(2).shape().equals(Shape.of(x.shape().dim(1))), "weights " + in.get(2)
                    + " must have one element for each of the " + x.shape().dim(1) + " classes");
        }
        return x.withShape(Reduction.of(attributes) == Reduction.NONE ? labels : Shape.scalar());
    }

    /** What the labels choose. They are compared as floating numbers, since that fuses. */
    static Labels of(Value x, List<Value> in, Attributes attributes) {
        Value labels = in.get(1).cast(x.dtype());
        Value counts = labels.greater(-0.5).and(labels.less(x.shape().length(1) - 0.5));
        if (attributes.has("ignore_index")) {
            counts = counts.and(labels.equal(labels.constant(attributes.longValue("ignore_index"))).not());
        }
        Value none = labels.constant(0);
        long classes = x.shape().length(1);
        DType dtype = in.get(1).dtype();
        Value index = x.ops().where(counts, labels, none).cast(dtype);
        // One beyond the last class gives zeros.
        Value hot = x.ops().oneHot(x.ops().where(counts, labels, labels.constant(classes)).cast(dtype), 1, classes, x.dtype());
        Value weight = in.size() > 2
                ? x.ops().where(counts, x.ops().gather(in.get(2), index, 0), none) : counts.cast(x.dtype());
        return new Labels(counts, index, hot, weight);
    }

    /** The element of each label's class, 0 where nothing is chosen: a selection, so that no infinity turns into NaN. */
    Value pick(Value ofClasses) {
        Value chosen = ofClasses.ops().gatherElements(ofClasses, index.unsqueeze(1), 1).squeeze(1);
        return chosen.ops().where(counts, chosen, chosen.constant(0));
    }

    /** The loss from the logarithms of the classes' probabilities. */
    Value loss(Value logProbabilities, Reduction reduction) {
        Value each = pick(logProbabilities).mul(weight).neg();
        return switch (reduction) {
            case NONE -> each;
            case SUM -> each.sum();
            case MEAN -> each.sum().div(weight.sum());
        };
    }

    /** How much each label's negative log-probability counts in what a cotangent of the loss asks for, [batch, ...]. */
    Value share(Value cotangent, Reduction reduction) {
        return weight.mul(reduction == Reduction.MEAN ? cotangent.div(weight.sum()) : cotangent);
    }

    /** The cotangent of the weights of the classes. */
    Value ofWeights(Value logProbabilities, Value loss, Value cotangent, Reduction reduction) {
        Value picked = pick(logProbabilities);
        Value each = reduction == Reduction.MEAN
                ? picked.add(loss).mul(cotangent.div(weight.sum()))
                : picked.mul(cotangent);
        int[] others = IntStream.range(0, logProbabilities.rank()).filter(i -> i != 1).toArray();
        return hot.mul(each.neg().unsqueeze(1)).sum(false, others);
    }
}
