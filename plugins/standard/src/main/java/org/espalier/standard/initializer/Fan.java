package org.espalier.standard.initializer;

import org.espalier.nn.ParameterSpec;
import org.espalier.plugin.API;

/** Which connections of a unit an initializer counts. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Fan {
    /** The inputs that feed one output. */
    IN,
    /** The outputs that one input feeds. */
    OUT;

    long of(ParameterSpec parameter) {
        return this == IN ? parameter.fanIn() : parameter.fanOut();
    }
}
