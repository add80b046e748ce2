package org.espalier.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * A function from the gradients of all parameters at once to what comes next in a chain, written in ops. The last of
 * a chain yields the changes that are added to the parameters.
 */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface GradientTransformation {
    /** Where a transformation belongs. */
    enum Stage {
        /** Works on gradients, before the optimizer, such as clipping. */
        BEFORE,
        /** Works on the changes, after the optimizer, such as decoupled weight decay. */
        AFTER
    }

    /**
     * Writes the transformation.
     *
     * @param gradients one a parameter, in the order of {@link UpdateScope#parameters}
     * @return one a parameter
     */
    List<Value> apply(UpdateScope scope, List<Value> gradients);

    /** Where {@link GradientOptimizer#with} puts it. */
    default Stage stage() {
        return Stage.BEFORE;
    }
}
