package org.espalier.benchmarks.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Medians, and how sure a ratio of medians is. */
final class Statistics {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;

    private Statistics() {}

    /** The middle value; the mean of the two middle ones where there are as many below as above. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * An estimate with its 95 % confidence interval.
     *
     * @param value the estimate
     * @param low where the interval begins
     * @param high where it ends
     */
    record Interval(double value, double low, double high) {}

    /**
     * The ratio of the medians of paired values, with the percentile interval of the bootstrap over the pairs: rounds are
     * drawn with replacement, each with what both did in it, so that what slows down a whole round slows down both.
     * Always the same for the same values.
     */
    static Interval ratio(double[] above, double[] below) {
        if (above.length != below.length || above.length == 0) {
            throw new IllegalArgumentException("pairs are needed, but there are " + above.length + " and " + below.length + " values");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int n = above.length;
        double[] a = new double[n];
        double[] b = new double[n];
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < n; j++) {
                int drawn = random.nextInt(n);
                a[j] = above[drawn];
                b[j] = below[drawn];
            }
            ratios[i] = median(a) / median(b);
        }
        Arrays.sort(ratios);
        return new Interval(median(above) / median(below), quantile(ratios, 0.025), quantile(ratios, 0.975));
    }

    /** The value below which this share of sorted values lies, between two of them by proportion. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
