package org.espalier.core.model;

import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;

/** Classes from scores, logits as well as probabilities of more than one class. */
final class Decisions {
    private Decisions() {}

    /** The greatest score's index, the first of equals; of a single score, whether it is above 0. */
    static int[] of(Tensor scores) {
        if (scores.shape().rank() != 2 || scores.shape().length(1) == 0) {
            throw new DataException("a class is decided by one score for each class, [batch,classes], but the output is "
                    + scores.type());
        }
        int width = (int) scores.shape().length(1);
        int[] classes = new int[(int) scores.shape().length(0)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = width == 1 ? score(scores, i, 0, 1) > 0 ? 1 : 0 : greatest(scores, i, width);
        }
        return classes;
    }

    private static int greatest(Tensor scores, int example, int width) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            if (score(scores, example, k, width) > score(scores, example, best, width)) {
                best = k;
            }
        }
        return best;
    }

    private static double score(Tensor scores, int example, int k, int width) {
        double s = scores.getDouble(example * width + k);
        if (Double.isNaN(s)) {
            throw new DataException("score " + k + " of example " + example + " is NaN, and decides nothing; look for NaN in the"
                    + " example or the weights");
        }
        return s;
    }
}
