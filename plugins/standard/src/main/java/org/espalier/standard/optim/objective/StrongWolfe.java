package org.espalier.standard.optim.objective;

import org.espalier.optim.ObjectiveOptimizer.Objective;

/**
 * Looks along a direction for a point with the strong Wolfe conditions: f(a) ≤ f(0) + c₁ a f'(0) and |f'(a)| ≤ c₂ |f'(0)|
 * with c₁ = 10⁻⁴ and c₂ = 0.9 (Nocedal, Wright: Numerical optimization; 2006; algorithms 3.5 and 3.6, with cubic
 * interpolation). The second makes s·y positive, so that what L-BFGS learns of the curvature keeps it going downhill.
 */
final class StrongWolfe {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST_TRIALS = 30;
    /** Interpolation may not come nearer to an end of the interval than this part of it. */
    private static final double MARGIN = 0.1;

    private final Objective objective;
    private final Trial start;
    private final double[] direction;
    private int trials;

    /** @param start at length 0, with the slope along the direction, which must be below 0 */
    StrongWolfe(Objective objective, Trial start, double[] direction) {
        this.objective = objective;
        this.start = start;
        this.direction = direction;
    }

    /** A point with both conditions, or the lowest that was found; null where none is lower than the start. */
    Trial search(double first) {
        Trial before = start;
        double length = first;
        while (trials < MOST_TRIALS) {
            Trial t = trial(length);
            if (!isLowEnough(t) || (before != start && t.value() >= before.value())) {
                return zoom(before, t);
            }
            if (isFlatEnough(t)) {
                return t;
            }
            if (t.slope() >= 0) {
                return zoom(t, before);
            }
            before = t;
            length *= 2;
        }
        return before == start ? null : before;
    }

    /** Between a point that is low enough and another, of which it is known that a good one lies between them. */
    private Trial zoom(Trial from, Trial to) {
        Trial low = from;
        Trial high = to;
        while (trials < MOST_TRIALS) {
            double length = between(low, high);
            if (length == low.length() || length == high.length()) {
                break;
            }
            Trial t = trial(length);
            if (!isLowEnough(t) || t.value() >= low.value()) {
                high = t;
                continue;
            }
            if (isFlatEnough(t)) {
                return t;
            }
            if (t.slope() * (high.length() - low.length()) >= 0) {
                high = low;
            }
            low = t;
        }
        return low.value() < start.value() ? low : null;
    }

    private Trial trial(double length) {
        trials++;
        return Trial.at(objective, start.point(), length, direction);
    }

    private boolean isLowEnough(Trial t) {
        return t.value() <= start.value() + DECREASE * t.length() * start.slope();
    }

    private boolean isFlatEnough(Trial t) {
        return Math.abs(t.slope()) <= -CURVATURE * start.slope();
    }

    /** The least point of the cubic through both values and slopes, kept away from the ends; or the middle. */
    private static double between(Trial low, Trial high) {
        double width = high.length() - low.length();
        double middle = low.length() + width / 2;
        if (Double.isInfinite(high.value())) {
            return middle;
        }
        double d1 = low.slope() + high.slope() - 3 * (high.value() - low.value()) / width;
        double d2 = Math.copySign(Math.sqrt(d1 * d1 - low.slope() * high.slope()), width);
        double least = high.length() - width * (high.slope() + d2 - d1) / (high.slope() - low.slope() + 2 * d2);
        double margin = MARGIN * Math.abs(width);
        double left = Math.min(low.length(), high.length()) + margin;
        double right = Math.max(low.length(), high.length()) - margin;
        return Double.isFinite(least) ? Math.max(left, Math.min(right, least)) : middle;
    }
}
