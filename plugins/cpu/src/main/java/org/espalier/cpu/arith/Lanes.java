package org.espalier.cpu.arith;

/**
 * Sums in 32 virtual lanes that lie in memory: element i of a run goes to lane i % 32, whole rows of lanes before the rest.
 * A sum of lanes is a fixed tree, so that every width of vectors, and none, gives the same bits.
 */
public final class Lanes {
    /** Virtual lanes. */
    public static final int COUNT = 32;
    /** Elements after which lanes are to be added up in double precision, lest rounding errors grow. */
    public static final int ELEMENTS = 8192;

    private Lanes() {}

    /** The sum of the lanes from a place on. */
    public static float sum(float[] a, int at) {
        return ((quarter(a, at) + quarter(a, at + 4)) + (quarter(a, at + 2) + quarter(a, at + 6)))
                + ((quarter(a, at + 1) + quarter(a, at + 5)) + (quarter(a, at + 3) + quarter(a, at + 7)));
    }

    private static float quarter(float[] a, int at) {
        return (a[at] + a[at + 16]) + (a[at + 8] + a[at + 24]);
    }
}
