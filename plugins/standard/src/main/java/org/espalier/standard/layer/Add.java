package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/** The sum of its inputs, which must have the same type: nothing is broadcast in silence. */
@API(status = API.Status.STABLE, since = "0.1")
public record Add() implements Layer {
    /** The one there is. */
    public static final Add INSTANCE = new Add();

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        if (inputs.isEmpty() || inputs.stream().anyMatch(v -> !v.type().equals(inputs.get(0).type()))) {
            throw new IllegalArgumentException(
                    "[Add] the inputs must be at least one and all have the same type, but are "
                    + Children.types(inputs));
        }
        return List.of(inputs.stream().reduce(Value::add).orElseThrow());
    }
}
