package org.espalier.nn;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * A building block of networks: an immutable record of hyper-parameters that writes its computation into a scope.
 * Forward pass, gradient, ONNX form and saved form all follow from {@link #apply}; there is nothing else to state.
 * Use the same instance twice and you have two layers with weights of their own; see {@link Scope#shared}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Layer {
    /**
     * Writes the layer.
     *
     * @param scope gives parameters, state, randomness and sub-layers
     * @param inputs the values it reads
     * @return the values it yields
     * @throws IllegalArgumentException where the inputs do not fit; the scope's path is added to the message outside
     */
    List<Value> apply(Scope scope, List<Value> inputs);

    /**
     * Whether the last thing it does is to add a learned bias to each feature. A normalisation right after it that takes
     * the mean away makes that a waste, and says so.
     */
    default boolean endsWithBias() {
        return false;
    }
}
