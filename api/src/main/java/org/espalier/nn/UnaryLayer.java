package org.espalier.nn;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** A layer with one input and one output, as most are. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface UnaryLayer extends Layer {
    /** Writes the layer. */
    Value apply(Scope scope, Value x);

    @Override
    default List<Value> apply(Scope scope, List<Value> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " takes one input, but was given "
                    + inputs.size());
        }
        return List.of(apply(scope, inputs.get(0)));
    }
}
