package org.espalier.core.search;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.plugin.EspalierException;

/** Real numbers from low to high, uniform in themselves or in their logarithms. */
record RealRange(String name, double low, double high, boolean logarithmic) implements Dimension<Double> {
    RealRange {
        Names.check(name);
        String kind = "the " + (logarithmic ? "log-uniform " : "") + "range of '" + name + "'";
        if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high) {
            throw new EspalierException(kind + " must go from a finite number up to a greater one, but goes from " + low + " to "
                    + high);
        }
        if (logarithmic && low <= 0) {
            throw new EspalierException(kind + " must begin above 0, where logarithms are, but begins at " + low
                    + "; begin higher, or use uniform");
        }
    }

    @Override
    public Double at(double u) {
        double value = logarithmic
                ? low * StrictMath.exp(u * (StrictMath.log(high) - StrictMath.log(low)))
                : low + u * (high - low);
        return Math.min(high, Math.max(low, value));
    }

    @Override
    public List<Double> grid(int points) {
        if (points == 0) {
            throw new EspalierException("'" + name + "' is a range of real numbers, of which a grid has no end; say how many"
                    + " points of each range it is to take");
        }
        return points == 1
                ? List.of(at(0.5))
                : IntStream.range(0, points).mapToObj(i -> i == points - 1 ? (Double) high : at(i / (points - 1.0))).toList();
    }

    @Override
    public Json show(Double value) {
        return Json.of(value.doubleValue());
    }

    @Override
    public Json.Obj describe(ComponentCodec codec) {
        return Names.describe(this, logarithmic ? "logUniform" : "uniform")
                .with("low", Json.of(low)).with("high", Json.of(high));
    }
}
