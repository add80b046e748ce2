package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;

/** Losses from labels. SameDiff's own take one-hot labels, and weigh examples, not classes. */
final class SameDiffLosses {
    private SameDiffLosses() {}

    static Translations table() {
        return new Translations()
                .several("SoftmaxCrossEntropyLoss", SameDiffLosses::crossEntropy)
                .lacking("SoftmaxCrossEntropyLossGrad", "compared as the gradient of SoftmaxCrossEntropyLoss")
                .differs("SoftmaxCrossEntropyLoss", Kind.GRADIENT, "scores [batch, classes], no weights, no label without a class",
                        SameDiffLosses::own, "takes no notice of the cotangent, as if it were 1")
                .differs("SoftmaxCrossEntropyLoss", Kind.NO_GRADIENT, "a single score", c -> c.size(0) == 1,
                        "takes a matrix of one element for something else")
                .otherwiseSeveral("SoftmaxCrossEntropyLoss", "the logarithm of the softmax, a product with one-hot labels, and sums", c -> {
                    SDVariable logs = logSoftmax(c);
                    return List.of(reduced(c, logs), logs);
                })
                .composed("NegativeLogLikelihoodLoss", "a product with one-hot labels, and sums", c -> reduced(c, c.x()));
    }

    private static List<SDVariable> crossEntropy(Call c) {
        double[] labels = Places.elements(c, 1);
        String reduction = c.attributes().string("reduction", "mean");
        SDVariable logs = logSoftmax(c);
        if (!own(c.shape(0), c.in().size(), c.attributes(), labels)) {
            return List.of(reduced(c, logs), logs);
        }
        SDVariable loss = c.sd().loss().softmaxCrossEntropy(c.constant(hot(c, labels), c.shape(0)), c.x(), null, switch (reduction) {
            case "none" -> LossReduce.NONE;
            case "sum" -> LossReduce.SUM;
            default -> LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT;
        }, 0);
        return List.of(c.sd().reshape(loss, c.outputShape()), logs);
    }

    private static SDVariable logSoftmax(Call c) {
        SDVariable shifted = c.x().sub(c.sd().constant(c.x().eval().max(true, 1)));
        SDVariable powers = c.sd().math().exp(shifted);
        SDVariable sum = c.shape(0)[1] == 1 ? powers : powers.sum(true, 1);
        return shifted.sub(c.sd().math().log(sum));
    }

    private static boolean own(Difference.Case c) {
        return own(c.shape(0), c.inputs().size(), c.attributes(), c.inputs().get(1).toDoubles());
    }

    /** What its own op can say. */
    private static boolean own(long[] scores, int inputs, Attributes attributes, double[] labels) {
        return scores.length == 2 && inputs == 2 && !attributes.has("ignore_index")
                && Arrays.stream(labels).allMatch(l -> l >= 0 && l < scores[1]);
    }

    /** 1 at the class of each label, in the shape of the scores. */
    private static double[] hot(Call c, double[] labels) {
        long[] shape = c.shape(0);
        int classes = (int) shape[1];
        int inner = (int) Places.size(Arrays.copyOfRange(shape, 2, shape.length));
        double[] hot = new double[(int) Places.size(shape)];
        boolean ignores = c.attributes().has("ignore_index");
        for (int i = 0; i < labels.length; i++) {
            int label = (int) labels[i];
            if (label >= 0 && label < classes && !(ignores && label == c.attributes().longValue("ignore_index"))) {
                hot[(i / inner * classes + label) * inner + i % inner] = 1;
            }
        }
        return hot;
    }

    private static SDVariable reduced(Call c, SDVariable logs) {
        long[] shape = c.shape(0);
        SDVariable chosen = c.constant(hot(c, Places.elements(c, 1)), shape);
        if (c.in().size() > 2) {
            long[] wide = new long[shape.length];
            Arrays.fill(wide, 1);
            wide[1] = shape[1];
            chosen = chosen.mul(c.sd().reshape(c.in(2), wide));
        }
        SDVariable terms = chosen.mul(logs).neg();
        int[] all = IntStream.range(0, shape.length).toArray();
        SDVariable y = switch (c.attributes().string("reduction", "mean")) {
            case "none" -> c.sum(terms, 1, shape);
            case "sum" -> c.sd().math().sum(terms, false, all);
            default -> c.sd().math().sum(terms, false, all).mul(
                    c.sd().math().reciprocal(c.sd().math().sum(chosen.mul(c.ones(shape)), false, all)));
        };
        return c.sd().reshape(y, c.outputShape());
    }
}
