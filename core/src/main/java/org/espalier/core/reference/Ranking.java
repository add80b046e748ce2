package org.espalier.core.reference;

import org.espalier.backend.Buffer;

/** Which of two elements comes first. */
final class Ranking {
    private Ranking() {}

    /**
     * Negative where element a of x comes before element b, positive where it comes after it, 0 where they are equal: the
     * larger one first or the smaller one, NaN before every number, zeros equal whatever their signs.
     */
    static int compare(Buffer x, int a, int b, boolean largest) {
        int order = x.dtype().isFloating() ? compare(x.getDouble(a), x.getDouble(b), largest)
                : Long.compare(x.getLong(a), x.getLong(b));
        return largest && !x.dtype().isFloating() ? -order : order;
    }

    private static int compare(double a, double b, boolean largest) {
        boolean noNumber = Double.isNaN(a);
        if (noNumber || Double.isNaN(b)) {
            return noNumber == Double.isNaN(b) ? 0 : noNumber ? -1 : 1;
        }
        return a == b ? 0 : (a > b) == largest ? -1 : 1;
    }
}
