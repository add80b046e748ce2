package org.espalier.training;

import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** A set that a parameter is brought back into after each update. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Constraint {
    /** The nearest allowed parameter. */
    Value apply(Value parameter);
}
