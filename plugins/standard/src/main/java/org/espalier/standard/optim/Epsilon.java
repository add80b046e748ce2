package org.espalier.standard.optim;

import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Where an optimizer adds the small ε that keeps a denominator from 0; both are in use. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Epsilon {
    /** √(A + ε). */
    INSIDE_ROOT,
    /** √A + ε. */
    OUTSIDE_ROOT;

    Value root(Value a, double epsilon) {
        return this == INSIDE_ROOT ? a.add(epsilon).sqrt() : a.sqrt().add(epsilon);
    }
}
