package org.espalier.testkit;

import java.util.List;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** Compares tensors; the answer is null where they agree, otherwise what differs first and how much differs. */
final class Comparison {
    private Comparison() {}

    /** Every output against what is expected of it. */
    static String of(List<Tensor> actual, List<Tensor> expected, Tolerance tolerance) {
        if (actual.size() != expected.size()) {
            return actual.size() + " outputs instead of " + expected.size();
        }
        for (int i = 0; i < actual.size(); i++) {
            String misfit = of(actual.get(i), expected.get(i), tolerance);
            if (misfit != null) {
                return actual.size() == 1 ? misfit : "output " + i + ": " + misfit;
            }
        }
        return null;
    }

    /** The same type, and every element within the tolerance. */
    static String of(Tensor actual, Tensor expected, Tolerance tolerance) {
        if (!actual.type().equals(expected.type())) {
            return actual.type() + " instead of " + expected.type();
        }
        int first = -1;
        int count = 0;
        double most = 0;
        for (int i = 0; i < actual.size(); i++) {
            if (!agree(actual, expected, i, tolerance)) {
                first = first < 0 ? i : first;
                count++;
                most = Math.max(most, Math.abs(actual.getDouble(i) - expected.getDouble(i)));
            }
        }
        return count == 0 ? null : count + " of " + actual.size() + " elements differ by up to " + most + ", the first at "
                + first + ": " + text(actual, first) + " instead of " + text(expected, first);
    }

    private static boolean agree(Tensor actual, Tensor expected, int i, Tolerance tolerance) {
        if (!actual.dtype().isFloating()) {
            return actual.getLong(i) == expected.getLong(i);
        }
        return agree(actual.dtype(), actual.getDouble(i), expected.getDouble(i), tolerance);
    }

    /**
     * NaN with NaN of any bits, an infinity with itself, zero with zero (of the same sign where the tolerance is exact),
     * otherwise within the tolerance.
     */
    static boolean agree(DType dtype, double actual, double expected, Tolerance tolerance) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual);
        }
        if (Double.isInfinite(expected) || Double.isInfinite(actual) || tolerance.ulps() == 0) {
            return Double.compare(actual, expected) == 0;
        }
        // The smallest number is allowed for: in its neighbourhood a unit in the last place is no smaller.
        double smallest = dtype == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        return Math.abs(actual - expected) <= tolerance.at(dtype, expected) + smallest * tolerance.ulps();
    }

    /** As {@link #agree}, and zeros have the same sign. */
    static boolean agreeInSign(DType dtype, double actual, double expected, Tolerance tolerance) {
        return agree(dtype, actual, expected, tolerance)
                && (actual != 0 || expected != 0 || Double.compare(actual, expected) == 0);
    }

    private static String text(Tensor t, int i) {
        return t.dtype() == DType.F32 ? Float.toString((float) t.getDouble(i)) : Double.toString(t.getDouble(i));
    }
}
