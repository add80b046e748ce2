package org.espalier.standard.callback;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Adds to the figures of each epoch how long its steps took: {@code step_ms}, the mean time of a step in milliseconds, and
 * {@code total_seconds} since the run began, time before a resumption included. Ends a run, on request, after the first
 * step at which a time is over.
 *
 * @param limitSeconds the time after which the run ends, at least 0; 0, the default, for none
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Timer(double limitSeconds) implements Callback {
    /** Without a limit. */
    public static final Timer DEFAULT = new Timer(0);

    public Timer {
        Check.notNegative("Timer", "limitSeconds", limitSeconds);
    }

    /** With a limit. */
    public Timer withLimitSeconds(double other) {
        return new Timer(other);
    }

    @Override
    public Listener start(Run run) {
        return new Listening(limitSeconds);
    }

    private static final class Listening implements Listener {
        private final double limit;
        private final long start = System.nanoTime();
        private double before;
        private long lastStep;

        Listening(double limit) {
            this.limit = limit;
        }

        private double total() {
            return before + (System.nanoTime() - start) / 1e9;
        }

        @Override
        public Directive onStep(Step step) {
            return limit > 0 && total() >= limit
                    ? Directive.stop("the time of " + limit + " s is over", false)
                    : Directive.CONTINUE;
        }

        @Override
        public Map<String, Double> figures(Epoch epoch) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("step_ms", 1000 * epoch.seconds() / Math.max(epoch.step() - lastStep, 1));
            figures.put("total_seconds", total());
            lastStep = epoch.step();
            return figures;
        }

        @Override
        public Map<String, String> state() {
            return Map.of("total", Double.toString(total()), "step", Long.toString(lastStep));
        }

        @Override
        public void restore(Map<String, String> state) {
            before = Double.parseDouble(state.get("total"));
            lastStep = Long.parseLong(state.get("step"));
        }
    }
}
