package org.espalier.standard.callback;

import java.util.List;
import org.espalier.plugin.API;

/** The mean of all values so far. */
@API(status = API.Status.STABLE, since = "0.1")
public record RunningMean() implements Average {
    /** The one there is. */
    public static final RunningMean INSTANCE = new RunningMean();

    @Override
    public String label() {
        return "mean";
    }

    @Override
    public Running start() {
        return new Running() {
            private double mean;
            private double count;

            @Override
            public double add(double value) {
                count++;
                mean += (value - mean) / count;
                return mean;
            }

            @Override
            public List<Double> state() {
                return List.of(mean, count);
            }

            @Override
            public void restore(List<Double> state) {
                mean = state.get(0);
                count = state.get(1);
            }
        };
    }
}
