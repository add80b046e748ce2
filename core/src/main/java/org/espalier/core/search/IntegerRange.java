package org.espalier.core.search;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.plugin.EspalierException;

/** Integers from low to high, each as likely or each with the share of its interval to the next on a logarithmic scale. */
record IntegerRange(String name, int low, int high, boolean logarithmic) implements Dimension<Integer> {
    IntegerRange {
        Names.check(name);
        if (low >= high) {
            throw new EspalierException("the range of integers '" + name + "' must go up to a greater number than it begins"
                    + " with, but goes from " + low + " to " + high);
        }
        if (logarithmic && low < 1) {
            throw new EspalierException("the logarithmic range of integers '" + name + "' must begin at 1 or higher, but begins"
                    + " at " + low);
        }
    }

    @Override
    public Integer at(double u) {
        double end = high + 1.0;
        double value = logarithmic
                ? low * StrictMath.exp(u * (StrictMath.log(end) - StrictMath.log(low)))
                : low + u * (end - low);
        return (int) Math.min(high, Math.max(low, Math.floor(value)));
    }

    @Override
    public List<Integer> grid(int points) {
        if (points == 0) {
            return IntStream.rangeClosed(low, high).boxed().toList();
        }
        // As a real range would have them, rounded; what falls together is taken once.
        return new RealRange(name, low, high, logarithmic).grid(points).stream()
                .map(v -> (int) Math.round(v)).distinct().toList();
    }

    @Override
    public Json show(Integer value) {
        return Json.of(value.longValue());
    }

    @Override
    public Json.Obj describe(ComponentCodec codec) {
        return Names.describe(this, logarithmic ? "logInteger" : "integer")
                .with("low", Json.of(low)).with("high", Json.of(high));
    }
}
