package org.espalier.standard.optim.objective;

import org.espalier.optim.ObjectiveOptimizer.Memory;

/**
 * The last steps s and changes of the gradient y, in slots that are saved with the run, and the product of the inverse
 * Hessian that they stand for with a vector: the two-loop recursion (Nocedal: Updating quasi-Newton matrices with limited
 * storage; Mathematics of Computation 1980).
 */
final class CurvaturePairs {
    private final int most;
    private final int n;
    /** Pair i stands in row i modulo the number of rows. */
    private final double[] steps;
    private final double[] changes;
    /** The number of the oldest pair, and that behind the newest. */
    private final double[] range;

    CurvaturePairs(Memory memory, int most, int n) {
        this.most = most;
        this.n = n;
        this.steps = memory.slot("steps", Math.multiplyExact(most, n));
        this.changes = memory.slot("changes", Math.multiplyExact(most, n));
        this.range = memory.slot("pairs", 2);
    }

    boolean isEmpty() {
        return range[0] == range[1];
    }

    void forget() {
        range[0] = range[1];
    }

    /** Keeps what was learned between two points; a pair without positive curvature would turn directions uphill. */
    void add(Trial from, Trial to) {
        int row = row(range[1]);
        double curvature = 0;
        double size = 0;
        for (int i = 0; i < n; i++) {
            double s = to.point()[i] - from.point()[i];
            double y = to.gradient()[i] - from.gradient()[i];
            curvature += s * y;
            size += y * y;
        }
        if (!(curvature > Math.ulp(1.0) * size)) {
            return;
        }
        for (int i = 0; i < n; i++) {
            steps[row + i] = to.point()[i] - from.point()[i];
            changes[row + i] = to.gradient()[i] - from.gradient()[i];
        }
        range[1]++;
        range[0] = Math.max(range[0], range[1] - most);
    }

    /** Minus the approximate inverse Hessian times a gradient; minus the gradient itself where nothing is known. */
    double[] descent(double[] gradient) {
        double[] q = gradient.clone();
        int count = (int) (range[1] - range[0]);
        double[] weights = new double[count];
        for (int k = count - 1; k >= 0; k--) {
            int row = row(range[0] + k);
            weights[k] = dot(steps, row, q) / dot(steps, row, changes, row);
            add(q, -weights[k], changes, row);
        }
        if (count > 0) {
            int newest = row(range[1] - 1);
            double scale = dot(steps, newest, changes, newest) / dot(changes, newest, changes, newest);
            for (int i = 0; i < n; i++) {
                q[i] *= scale;
            }
        }
        for (int k = 0; k < count; k++) {
            int row = row(range[0] + k);
            double back = dot(changes, row, q) / dot(steps, row, changes, row);
            add(q, weights[k] - back, steps, row);
        }
        for (int i = 0; i < n; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private int row(double pair) {
        return (int) (pair % most) * n;
    }

    private double dot(double[] rows, int row, double[] v) {
        return dot(rows, row, v, 0);
    }

    private double dot(double[] a, int rowOfA, double[] b, int rowOfB) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[rowOfA + i] * b[rowOfB + i];
        }
        return sum;
    }

    private void add(double[] into, double factor, double[] rows, int row) {
        for (int i = 0; i < n; i++) {
            into[i] += factor * rows[row + i];
        }
    }
}
