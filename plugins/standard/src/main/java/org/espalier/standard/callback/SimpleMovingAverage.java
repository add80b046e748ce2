package org.espalier.standard.callback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * SMA(n): the mean of the last n values, or of all of them while there are fewer.
 *
 * @param window n, at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SimpleMovingAverage(int window) implements Average {
    public SimpleMovingAverage {
        Check.positive("SimpleMovingAverage", "window", window);
    }

    /** Over the last n values. */
    public static SimpleMovingAverage of(int window) {
        return new SimpleMovingAverage(window);
    }

    @Override
    public String label() {
        return "sma" + window;
    }

    @Override
    public Running start() {
        return new Running() {
            private final Deque<Double> last = new ArrayDeque<>();

            @Override
            public double add(double value) {
                last.addLast(value);
                if (last.size() > window) {
                    last.removeFirst();
                }
                // Summed anew each time: a running sum would gather rounding errors.
                return last.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            }

            @Override
            public List<Double> state() {
                return List.copyOf(last);
            }

            @Override
            public void restore(List<Double> state) {
                last.clear();
                last.addAll(state);
            }
        };
    }
}
