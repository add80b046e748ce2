package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Multiplies changes by a factor, which is what a learning rate of so many times the common one does. On some of the
 * parameters ({@link Selected}) it gives them a rate of their own: {@code Selected.of("encoder/**", ScaleRate.of(0.1))}.
 *
 * @param factor at least 0; 0 leaves the parameters as they are, though optimizers still remember their gradients
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ScaleRate(double factor) implements GradientTransformation {
    public ScaleRate {
        Check.notNegative("ScaleRate", "factor", factor);
    }

    /** By a factor. */
    public static ScaleRate of(double factor) {
        return new ScaleRate(factor);
    }

    @Override
    public Stage stage() {
        return Stage.AFTER;
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> changes) {
        return Updates.each(changes, (i, change) -> change.mul(factor));
    }
}
