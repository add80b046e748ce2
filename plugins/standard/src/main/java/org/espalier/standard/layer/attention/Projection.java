package org.espalier.standard.layer.attention;

import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.standard.initializer.Zeros;
import org.espalier.tensor.Shape;

/**
 * Several linear layers on the same input as one product. Their weights stand side by side, but each is drawn with the fans
 * that it has by itself.
 *
 * @param parts how many linear layers
 * @param units the outputs of each
 */
record Projection(int parts, int units, boolean bias, Initializer kernel) implements UnaryLayer {
    @Override
    public Value apply(Scope scope, Value x) {
        long in = x.shape().length(-1);
        long out = (long) parts * units;
        Value y = x.matmul(scope.parameter("weight", Shape.of(in, out), kernel, Role.WEIGHT, in, units));
        return bias ? y.add(scope.parameter("bias", Shape.of(out), Zeros.INSTANCE, Role.BIAS)) : y;
    }
}
