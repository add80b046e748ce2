package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Softmax and normalizations. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface NormalizationOps extends OpCalls {
    default Value softmax(Value x, int axis) {
        return apply1("Softmax", Attributes.of("axis", axis), x);
    }

    default Value logSoftmax(Value x, int axis) {
        return apply1("LogSoftmax", Attributes.of("axis", axis), x);
    }
}
