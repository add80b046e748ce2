package org.acme.espalier;

import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * A gated layer, (x·V) ⊙ silu(x·W), {@code [..., in] -> [..., units]} (Shazeer: GLU variants improve transformer, 2020).
 * A composition: forward pass, gradient, ONNX form and saved form follow from {@link #apply}.
 */
public record SwiGlu(int units) implements UnaryLayer {
    public SwiGlu {
        if (units < 1) {
            throw new IllegalArgumentException("[SwiGlu] units must be at least 1, but was " + units);
        }
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Shape shape = Shape.of(x.dim(-1), Dim.of(units));
        Initializer initializer = new Triangular(Math.sqrt(6.0 / x.dim(-1).length()));
        Value gate = x.matmul(scope.parameter("gate", shape, initializer));
        Value value = x.matmul(scope.parameter("value", shape, initializer));
        return value.mul(gate.mul(gate.sigmoid()));
    }
}
