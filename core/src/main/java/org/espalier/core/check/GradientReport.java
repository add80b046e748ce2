package org.espalier.core.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * What a gradient check found: for each value the gradient that differentiation gave beside the quotient of
 * differences.
 *
 * @param objective the value of the function where it was checked
 * @param entries one for each value that was checked
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GradientReport(double objective, List<Entry> entries) {
    public GradientReport {
        entries = List.copyOf(entries);
    }

    /**
     * One value, such as a parameter.
     *
     * @param name the input's name
     * @param type its type
     * @param checked how many of its coordinates were moved
     * @param relativeError the norm of the difference between the two gradients over the larger of their norms; 0
     *     where both are 0
     * @param worst the coordinate with the largest difference, in row-major order; -1 where none was moved
     * @param analytic the derivative at that coordinate, by differentiation
     * @param numeric the derivative at that coordinate, by differences
     * @param noise the difference that rounding alone can explain: differences of a function near J over a step h
     *     are uncertain by some multiples of |J| 2^-52 / h
     */
    public record Entry(String name, TensorType type, int checked, double relativeError, int worst, double analytic,
            double numeric, double noise) {
        /** Whether the relative error is within the tolerance, or no difference is larger than rounding explains. */
        public boolean passed(double tolerance) {
            return relativeError <= tolerance || Math.abs(analytic - numeric) <= noise;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-24s %-16s %6d checked, relative error %.2e, worst at %d: %.10g, by"
                    + " differences %.10g", name, type, checked, relativeError, worst, analytic, numeric);
        }
    }

    /** Whether every entry is within the tolerance. */
    public boolean passed(double tolerance) {
        return entries.stream().allMatch(e -> e.passed(tolerance));
    }

    /** The entry of a name. */
    public Entry entry(String name) {
        return entries.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EspalierException("the gradient check has no entry '" + name + "'; there are "
                        + entries.stream().map(Entry::name).toList()));
    }

    /** The largest relative error of all entries that rounding does not explain; 0 where there is none. */
    public double largestRelativeError() {
        return entries.stream().filter(e -> !e.passed(0)).mapToDouble(Entry::relativeError).max().orElse(0);
    }

    /**
     * Returns this report.
     *
     * @throws EspalierException with the entries that are not within the tolerance
     */
    public GradientReport require(double tolerance) {
        List<Entry> bad = entries.stream().filter(e -> !e.passed(tolerance)).toList();
        if (!bad.isEmpty()) {
            throw new EspalierException("the gradients of " + bad.size() + " of " + entries.size()
                    + " values differ from the quotients of differences by more than " + tolerance + ":\n"
                    + lines(bad));
        }
        return this;
    }

    private static String lines(List<Entry> entries) {
        return entries.stream().map(Entry::toString).collect(Collectors.joining("\n"));
    }

    /** One line for each entry. */
    @Override
    public String toString() {
        return lines(entries);
    }

    /** Compares two gradients at the coordinates that were moved. */
    static Entry compare(String name, Tensor gradient, int[] moved, double[] numeric, double noise) {
        double difference = 0;
        double ours = 0;
        double theirs = 0;
        int worst = -1;
        double most = -1;
        for (int k = 0; k < moved.length; k++) {
            double a = gradient.getDouble(moved[k]);
            double d = Math.abs(a - numeric[k]);
            difference = StrictMath.hypot(difference, d);
            ours = StrictMath.hypot(ours, a);
            theirs = StrictMath.hypot(theirs, numeric[k]);
            // Written so that NaN counts as the worst.
            if (!(d <= most)) {
                most = d;
                worst = k;
            }
        }
        double relative = difference == 0 ? 0 : difference / Math.max(ours, theirs);
        return new Entry(name, gradient.type(), moved.length, relative, worst < 0 ? -1 : moved[worst],
                worst < 0 ? 0 : gradient.getDouble(moved[worst]), worst < 0 ? 0 : numeric[worst], noise);
    }
}
