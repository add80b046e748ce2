package org.espalier.testkit;

import org.espalier.plugin.API;
import org.espalier.tensor.DType;

/**
 * How far a floating-point result may be from what is expected: {@code |d| <= ulps * eps * (|expected| + scale)}, where
 * eps is the distance from 1 to the next number of the dtype. Integers and truth values always have to be equal.
 *
 * @param ulps the allowed distance in units of the last place
 * @param scale the size of what was added up, where terms cancel each other; 0 where nothing cancels
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Tolerance(double ulps, double scale) {
    /** The same bits. */
    public static final Tolerance EXACT = new Tolerance(0, 0);

    /** So many units in the last place. */
    public static Tolerance ulps(double ulps) {
        return new Tolerance(ulps, 0);
    }

    /** This, for sums of terms of this size. */
    public Tolerance withScale(double size) {
        return new Tolerance(ulps, size);
    }

    /** So many times as wide. */
    public Tolerance times(double factor) {
        return new Tolerance(ulps * factor, scale);
    }

    /** The largest distance that is allowed from an expected number. */
    public double at(DType dtype, double expected) {
        return ulps * eps(dtype) * (Math.abs(expected) + scale);
    }

    private static double eps(DType dtype) {
        return switch (dtype) {
            case F32 -> 0x1p-23;
            case F64 -> 0x1p-52;
            default -> 0;
        };
    }
}
