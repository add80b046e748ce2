package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * log softmax(z) over an axis, shifted by the maximum so that nothing overflows.
 *
 * @param axis the axis, from the end if negative; -1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LogSoftmax(int axis) implements Activation {
    /** Over the last axis. */
    public static final LogSoftmax DEFAULT = new LogSoftmax(-1);

    /** Over an axis. */
    public static LogSoftmax over(int axis) {
        return new LogSoftmax(axis);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return x.logSoftmax(axis);
    }
}
