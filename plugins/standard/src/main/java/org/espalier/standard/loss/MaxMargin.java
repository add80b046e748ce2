package org.espalier.standard.loss;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;
import org.espalier.training.Loss;

/**
 * max(0, Δ - s + s_c): the score s of a true example is to be larger than the score s_c of a corrupt one by a margin
 * (Collobert et al.: Natural language processing (almost) from scratch; JMLR 2011). There is no target. Its gradient is
 * 0 where the cost is 0, the kink included.
 *
 * <p>Prediction {@code [batch, 2]}: the pairs (s, s_c).
 *
 * @param margin Δ, above 0; 1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MaxMargin(double margin) implements Loss {
    /** With Δ = 1. */
    public static final MaxMargin DEFAULT = new MaxMargin(1);

    public MaxMargin {
        Check.positive("MaxMargin", "margin", margin);
    }

    /** With another Δ. */
    public static MaxMargin of(double margin) {
        return new MaxMargin(margin);
    }

    @Override
    public Value perExample(Value prediction, Value target) {
        if (prediction.rank() != 2 || !prediction.dim(1).equals(Dim.of(2))) {
            throw new IllegalArgumentException("[MaxMargin] the prediction must be pairs of scores [batch,2], but is "
                    + prediction.type());
        }
        Value s = column(prediction, 0);
        Value corrupt = column(prediction, 1);
        return corrupt.sub(s).add(margin).relu();
    }

    private static Value column(Value pairs, long at) {
        return pairs.ops()
                .slice(pairs, new long[] {at}, new long[] {at + 1}, new int[] {1}, new long[] {1})
                .squeeze(1);
    }

    @Override
    public boolean usesTarget() {
        return false;
    }
}
