package org.espalier.training;

import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** A term of the training loss that depends on a parameter alone. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Penalty {
    /** The term of one parameter, a scalar. */
    Value apply(Value parameter);
}
