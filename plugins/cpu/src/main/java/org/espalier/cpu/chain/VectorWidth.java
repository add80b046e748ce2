package org.espalier.cpu.chain;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The width of all vectors. Touched only where the Vector API is there. */
public final class VectorWidth {
    /** At most as wide as the virtual lanes of reductions. */
    public static final VectorShape SHAPE =
            VectorShape.forBitSize(Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()));

    /** Vectors of f32. */
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.withShape(SHAPE);

    private VectorWidth() {}
}
