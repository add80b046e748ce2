package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.constraint.MaxNorm;
import org.espalier.standard.constraint.NonNegative;
import org.espalier.standard.constraint.UnitNorm;

/** Constraints by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Constraints {
    private Constraints() {}

    /** The weights of each unit have a norm of at most a number. */
    public static MaxNorm maxNorm(double maximum) {
        return MaxNorm.of(maximum);
    }

    /** The weights of each unit have the norm 1. */
    public static UnitNorm unitNorm() {
        return UnitNorm.DEFAULT;
    }

    /** No weight below 0. */
    public static NonNegative nonNegative() {
        return NonNegative.INSTANCE;
    }
}
