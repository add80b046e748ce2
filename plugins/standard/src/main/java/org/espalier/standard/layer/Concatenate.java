package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * Joins its inputs along an axis; all other dims must be equal.
 *
 * @param axis from the end if negative; -1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Concatenate(int axis) implements Layer {
    /** Along the last axis. */
    public static final Concatenate DEFAULT = new Concatenate(-1);

    /** Along an axis. */
    public static Concatenate along(int axis) {
        return new Concatenate(axis);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("[Concatenate] there must be at least one input, but there is none");
        }
        return inputs.size() == 1 ? inputs : List.of(scope.ops().concat(axis, inputs));
    }
}
