package org.espalier.nn;

import org.espalier.plugin.API;

/** Draws the first values of a parameter. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Initializer {
    /**
     * Fills the values, row-major; they are 0 before.
     *
     * @param random a stream of the parameter's own, so that no parameter's values depend on another's
     */
    void fill(double[] values, ParameterSpec parameter, RandomStream random);
}
