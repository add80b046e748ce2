package org.espalier.standard.constraint;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.training.Constraint;

/**
 * No element below 0: max(0, w).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record NonNegative() implements Constraint {
    /** The one there is. */
    public static final NonNegative INSTANCE = new NonNegative();

    @Override
    public Value apply(Value parameter) {
        return parameter.relu();
    }
}
