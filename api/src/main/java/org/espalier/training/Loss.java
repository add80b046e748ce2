package org.espalier.training;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * How far predictions are from targets, one number an example. The reduction over the batch and the weights of
 * examples are the trainer's business.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Loss {
    /**
     * The loss of each example.
     *
     * @param prediction [batch, ...]
     * @param target [batch, ...], its encoding as the loss documents; null if the loss {@linkplain #usesTarget() uses
     *     none}
     * @return [batch]
     * @throws IllegalArgumentException where the target's type does not fit
     */
    Value perExample(Value prediction, Value target);

    /** Whether there is a target; a max-margin loss on pairs of scores has none. */
    default boolean usesTarget() {
        return true;
    }

    /**
     * Checks the values of a batch of targets before they are used, such as class indices against the number of
     * classes.
     *
     * @param count the number of elements to look at
     * @throws org.espalier.plugin.DataException naming the first bad value
     */
    default void checkTargets(TensorType prediction, Buffer targets, int count) {}
}
