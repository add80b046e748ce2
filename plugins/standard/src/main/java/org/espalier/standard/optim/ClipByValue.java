package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Limits each element of each gradient to [least, greatest]; the direction may change.
 *
 * @param least below 0
 * @param greatest above 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ClipByValue(double least, double greatest) implements GradientTransformation {
    public ClipByValue {
        Check.positive("ClipByValue", "greatest", greatest);
        Check.require(least < 0 && Double.isFinite(least), "ClipByValue", "least", "a finite number below 0", least);
    }

    /** Limits to [-limit, limit]. */
    public static ClipByValue of(double limit) {
        return new ClipByValue(-limit, limit);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        return Updates.each(gradients, (i, g) -> g.clip(least, greatest));
    }
}
