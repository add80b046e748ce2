package org.espalier.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.espalier.plugin.API;

/**
 * Where the elements of a sample's input come from. The same random numbers give the same elements, so every run of a
 * suite sees the same samples.
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Domain {
    /** So many elements, before they are rounded to the input's dtype. */
    double[] draw(SplittableRandom random, int count);

    /** Real numbers between two bounds. */
    static Domain between(double low, double high) {
        return (random, count) -> random.doubles(count, low, high).toArray();
    }

    /** Whole numbers between two bounds, both included. */
    static Domain integers(long low, long high) {
        return (random, count) -> random.longs(count, low, high + 1).asDoubleStream().toArray();
    }

    /** Truth values. */
    static Domain bools() {
        return integers(0, 1);
    }

    /** These elements, again and again. */
    static Domain of(double... elements) {
        double[] copy = elements.clone();
        return (random, count) -> {
            double[] out = new double[count];
            for (int i = 0; i < count; i++) {
                out[i] = copy[i % copy.length];
            }
            return out;
        };
    }

    /**
     * Numbers around 0 in random order, each at least a gap from every other: for ops that choose one of several, whose
     * derivative jumps where two are equal.
     */
    static Domain distinct(double gap) {
        return (random, count) -> {
            double[] out = new double[count];
            for (int i = 0; i < count; i++) {
                out[i] = (i - count / 2.0 + 0.25) * gap;
            }
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double t = out[i];
                out[i] = out[j];
                out[j] = t;
            }
            return out;
        };
    }

    /** These elements, but none nearer than a margin to one of some points, such as the kinks of a function. */
    default Domain avoiding(double margin, double... points) {
        double[] sorted = points.clone();
        Arrays.sort(sorted);
        return (random, count) -> {
            double[] out = draw(random, count);
            for (int i = 0; i < count; i++) {
                for (double p : sorted) {
                    if (Math.abs(out[i] - p) < margin) {
                        out[i] = out[i] < p ? p - margin : p + margin;
                    }
                }
            }
            return out;
        };
    }

    /** These elements, each changed by a function. */
    default Domain andThen(DoubleUnaryOperator change) {
        return (random, count) -> Arrays.stream(draw(random, count)).map(change).toArray();
    }
}
