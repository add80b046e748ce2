package org.espalier.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.chain.VectorWidth;

/**
 * The widths of vectors that everything here uses.
 *
 * <p>The classes of this package keep the arithmetic of a loop within one method: only what is compiled together keeps
 * its vectors in registers, and the compiler is free not to inline a method of ours. So vectors are neither passed to nor
 * returned from methods, and some sequences of operations stand in several loops.
 */
final class Vectors {
    static final VectorShape SHAPE = VectorWidth.SHAPE;

    static final VectorSpecies<Float> FLOATS = VectorWidth.FLOATS;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.withShape(SHAPE);
    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED.withShape(SHAPE);
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED.withShape(SHAPE);
    /** As many floats as {@link #DOUBLES} has doubles. */
    static final VectorSpecies<Float> HALF_FLOATS =
            FLOATS.withShape(VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

    /**
     * The class of all vectors of {@link #FLOATS}. A vector that a loop carries from turn to turn, that was made before
     * the loop, or late in a long method has, for the compiler, no exact class. Where it is the receiver of a call, the compiler relies on the profile of the called method, which all
     * code shares, and once that has seen enough it gives up and puts every vector of the loop on the heap. A cast to this
     * class, which the compiler resolves by itself, tells it what it needs to know.
     */
    static final Class<?> EXACT_FLOATS = FLOATS.vectorType();
    /** The class of all vectors of {@link #INTS}. */
    static final Class<?> EXACT_INTS = INTS.vectorType();
    /** The class of all vectors of {@link #LONGS}. */
    static final Class<?> EXACT_LONGS = LONGS.vectorType();

    /** Whether there are 32 vector registers: on x86 with AVX-512, and on AArch64. */
    static final boolean MANY_REGISTERS = SHAPE.vectorBitSize() == 512 || System.getProperty("os.arch").equals("aarch64");

    private Vectors() {}
}
