package org.espalier.training;

import org.espalier.plugin.API;

/** How the losses of a batch become one number. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Reduction {
    /** The weighted mean: the sum of weight times loss over the sum of weights. */
    MEAN,
    /** The weighted sum. */
    SUM
}
