package org.espalier.examples;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.standard.Layers;

/** A gated layer: silu(xW) ⊙ xV (Shazeer: GLU variants improve transformer, 2020). */
public record SwiGlu(int units) implements UnaryLayer {
    @Override
    public Value apply(Scope scope, Value x) {
        Value gate = scope.call("gate", Layers.dense(units), x);
        Value value = scope.call("value", Layers.dense(units), x);
        return gate.mul(gate.sigmoid()).mul(value);
    }
}
