package org.espalier.core.op.loss;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * The classes that labels choose among those of axis 1. A label that is the attribute {@code ignore_index}, or none of
 * the classes, chooses nothing and has no weight.
 *
 * @param hot where the class is the chosen one, [batch, classes, ...]
 * @param weight the weight of each label's class, or 1; 0 where nothing is chosen, [batch, ...]
 */
record Labels(Value hot, Value weight) {
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
        TypeRules.require(!x.shape().dim(1).isKnown() || x.shape().length(1) <= MOST_CLASSES, "there are " + x.shape().dim(1)
                + " classes, but f32 tells no more than " + MOST_CLASSES + " apart");
        if (in.size() > 2) {
            TypeRules.sameDType("weights", in.get(2), scores, x);
            TypeRules.require(in.get(2).shape().equals(Shape.of(x.shape().dim(1))), "weights " + in.get(2)
                    + " must have one element for each of the " + x.shape().dim(1) + " classes");
        }
        return x.withShape(Reduction.of(attributes) == Reduction.NONE ? labels : Shape.scalar());
    }

    /** What the labels choose. Labels are compared as floating numbers, which fuses with what follows. */
    static Labels of(Value x, List<Value> in, Attributes attributes) {
        Value hot = classes(x, attributes).equal(in.get(1).cast(x.dtype()).unsqueeze(1));
        Value weight = in.size() > 2
                ? chosen(hot, in.get(2).reshape(perClass(x))).sum(false, 1)
                : hot.cast(x.dtype()).sum(false, 1);
        return new Labels(hot, weight);
    }

    private static Shape perClass(Value x) {
        Dim[] dims = Collections.nCopies(x.rank() - 1, Dim.of(1)).toArray(Dim[]::new);
        dims[0] = x.dim(1);
        return Shape.of(dims);
    }

    /** The numbers of the classes; that of the ignored one is a number that no label is. */
    private static Value classes(Value x, Attributes attributes) {
        int count = Math.toIntExact(x.dim(1).length());
        double[] numbers = IntStream.range(0, count).asDoubleStream().toArray();
        if (attributes.has("ignore_index")) {
            long ignored = attributes.longValue("ignore_index");
            if (ignored >= 0 && ignored < count) {
                numbers[(int) ignored] = -0.5;
            }
        }
        return x.ops().constant(Tensor.rounded(new TensorType(x.dtype(), perClass(x)), numbers));
    }

    /** A value where the class is chosen and 0 elsewhere: a selection, so that no infinity turns into NaN. */
    Value chosen(Value v) {
        return chosen(hot, v);
    }

    private static Value chosen(Value hot, Value v) {
        return v.ops().where(hot, v, v.constant(0));
    }

    /** The element of each label's class, 0 where nothing is chosen. */
    Value pick(Value ofClasses) {
        return chosen(ofClasses).sum(false, 1);
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
        int[] others = IntStream.range(0, hot.rank()).filter(i -> i != 1).toArray();
        return chosen(each.neg().unsqueeze(1)).sum(false, others);
    }
}
