package org.espalier.nn;

import org.espalier.plugin.API;

/** What a parameter is for; penalties, weight decay and parameter groups select by it. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Role {
    /** Multiplies inputs: the weights of dense layers, kernels of convolutions. */
    WEIGHT,
    /** Is added. */
    BIAS,
    /** Scales or shifts a normalised value. */
    NORM,
    /** A row per token or class. */
    EMBEDDING
}
