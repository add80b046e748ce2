package org.espalier.op;

import org.espalier.plugin.API;

/** What rewrites, fusion and planning may ask of an op. They never ask for its name. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Trait {
    /** Output element i depends only on element i of the inputs after broadcasting. */
    ELEMENTWISE,
    /** The output holds the elements of the first input in the same order under another shape. */
    VIEW,
    /** The output is the first input, broadcast to the output's shape. */
    BROADCAST,
    /** Has no inputs; its one output is the tensor in the attribute {@code value}. */
    CONSTANT,
    /** The two inputs may be swapped. */
    COMMUTATIVE,
    /** Draws from the counter-based stream: never merged with another, never folded, never moved into a constant. */
    RANDOM,
    /**
     * The last outputs are residuals: kept for the gradient rule alone (indices, gate activations, an inverse deviation).
     * With the attribute {@code residuals=false} the type rule leaves them out; a rewrite sets it where nothing uses them.
     */
    RESIDUALS
}
