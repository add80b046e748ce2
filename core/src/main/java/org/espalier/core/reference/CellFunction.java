package org.espalier.core.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.espalier.core.op.recurrent.CellActivation;

/**
 * An activation within a recurrent cell whose derivative can be told from its value.
 *
 * @param slope from the value to the derivative
 */
record CellFunction(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    private static final Map<String, CellFunction> ALL = Map.of(
            "Tanh", new CellFunction(StrictMath::tanh, y -> 1 - y * y),
            "Sigmoid", new CellFunction(ScalarFunctions::sigmoid, y -> y * (1 - y)),
            "Relu", new CellFunction(ScalarFunctions::relu, y -> y > 0 ? 1 : 0));

    /** The functions, or null where one of them is of another kind: then an op runs as its decomposition. */
    static CellFunction[] all(List<CellActivation> activations) {
        CellFunction[] found = activations.stream().map(a -> ALL.get(a.name())).toArray(CellFunction[]::new);
        return Arrays.asList(found).contains(null) ? null : found;
    }

    double of(double x) {
        return value.applyAsDouble(x);
    }

    double slope(double y) {
        return slope.applyAsDouble(y);
    }
}
