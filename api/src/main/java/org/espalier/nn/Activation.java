package org.espalier.nn;

import org.espalier.graph.Value;
import java.util.List;
import org.espalier.plugin.API;

/** A non-linearity. Most ignore the scope; one with learned parameters (PReLU) takes them from it. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Activation extends UnaryLayer {
    /**
     * The initializer that a layer before this activation picks for its weights where it is given none, or null for
     * the layer's own default.
     */
    default Initializer preferredInitializer() {
        return null;
    }

    /**
     * The least and the greatest value, which it comes near to where it saturates: its derivative vanishes on both sides,
     * as for sigmoid at 0 and 1. Empty where it is not bounded on both sides.
     */
    default List<Double> limits() {
        return List.of();
    }
}
