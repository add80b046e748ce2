package org.espalier.report.recording;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.espalier.plugin.API;

/**
 * How many values lie in each of some intervals of one width. An interval holds its lower end; the last holds both ends.
 *
 * @param low the lower end of the first interval
 * @param high the upper end of the last, above low
 * @param counts how many values in each
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Histogram(double low, double high, List<Long> counts) {
    public Histogram {
        counts = List.copyOf(counts);
        if (!(high > low) || counts.isEmpty()) {
            throw new IllegalArgumentException("a histogram needs at least one interval of some width, but has "
                    + counts.size() + " from " + low + " to " + high);
        }
    }

    /**
     * The histogram from the least to the greatest of the finite values; from half below to half above where all of them
     * are equal, and from 0 to 1 where there are none.
     */
    public static Histogram of(double[] values, int bins) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            if (Double.isFinite(v)) {
                least = Math.min(least, v);
                greatest = Math.max(greatest, v);
            }
        }
        if (least > greatest) {
            return new Histogram(0, 1, Collections.nCopies(bins, 0L));
        }
        if (least == greatest) {
            // A half is lost in a number beyond 2^53.
            double half = Math.max(0.5, Math.ulp(least));
            return filled(least - half, greatest + half, values, bins);
        }
        return filled(least, greatest, values, bins);
    }

    private static Histogram filled(double low, double high, double[] values, int bins) {
        Long[] counts = new Long[bins];
        Arrays.fill(counts, 0L);
        // Divided first: the difference of two large numbers may be infinite.
        double width = high / bins - low / bins;
        for (double v : values) {
            if (Double.isFinite(v)) {
                int bin = (int) Math.min(bins - 1, Math.max(0, Math.floor((v - low) / width)));
                counts[bin]++;
            }
        }
        return new Histogram(low, high, List.of(counts));
    }

    /** The lower end of an interval; the upper end of the last for the number of intervals. */
    public double edge(int interval) {
        int n = counts.size();
        return interval == n ? high : low * (1 - (double) interval / n) + high * ((double) interval / n);
    }

    /** The number of values. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
