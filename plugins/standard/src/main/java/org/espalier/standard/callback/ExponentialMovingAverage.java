package org.espalier.standard.callback;

import java.util.List;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * EMA: e = e + α (x - e), from the first value on. With α = 2 / (n + 1) its values are as old on average as those of
 * SMA(n).
 *
 * @param alpha the weight of a new value, above 0 and at most 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ExponentialMovingAverage(double alpha) implements Average {
    public ExponentialMovingAverage {
        Check.positive("ExponentialMovingAverage", "alpha", alpha);
        Check.notNegative("ExponentialMovingAverage", "1 - alpha", 1 - alpha);
    }

    /** α = 2 / (n + 1), at least 1 value. */
    public static ExponentialMovingAverage over(int n) {
        Check.positive("ExponentialMovingAverage", "n", n);
        return new ExponentialMovingAverage(2.0 / (n + 1));
    }

    /** {@code ema} and the n of α = 2 / (n + 1), rounded. */
    @Override
    public String label() {
        return "ema" + Math.round(2 / alpha - 1);
    }

    @Override
    public Running start() {
        return new Running() {
            private double mean = Double.NaN;

            @Override
            public double add(double value) {
                mean = Double.isNaN(mean) ? value : mean + alpha * (value - mean);
                return mean;
            }

            @Override
            public List<Double> state() {
                return List.of(mean);
            }

            @Override
            public void restore(List<Double> state) {
                mean = state.get(0);
            }
        };
    }
}
