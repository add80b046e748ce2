package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * max(0, Δ - y f) for a label y in {-1, +1} (Cortes, Vapnik: Support-vector networks; 1995). Its gradient at the kink
 * is 0.
 *
 * <p>Prediction {@code [batch]} or {@code [batch, ...]}, raw scores, summed over the outputs of an example; target labels
 * -1 and +1 of the same shape, or without a last axis of length 1, of any numeric dtype.
 *
 * @param margin Δ, above 0; 1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Hinge(double margin) implements Loss {
    /** With Δ = 1. */
    public static final Hinge DEFAULT = new Hinge(1);

    public Hinge {
        Check.positive("Hinge", "margin", margin);
    }

    /** With another Δ. */
    public static Hinge of(double margin) {
        return new Hinge(margin);
    }

    @Override
    public Value perExample(Value prediction, Value target) {
        Value score = Targets.numbers("Hinge", prediction, target).mul(prediction);
        return Targets.sum(score.neg().add(margin).relu());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkSigns("Hinge", prediction, targets, count);
    }
}
