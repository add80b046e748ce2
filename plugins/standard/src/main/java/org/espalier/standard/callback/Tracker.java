package org.espalier.standard.callback;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Adds an average of a figure to the figures of each epoch, where other callbacks and the history find it: early stopping
 * may watch {@code val_loss_ema5}. A value that is not finite is left out.
 *
 * @param monitor a figure of the epochs, or {@link #BATCH_LOSS} for the loss of each step
 * @param average the kind of average
 * @param name the new figure's name; the monitor's name, an underscore and the average's label where it is empty
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Tracker(String monitor, Average average, String name) implements Callback {
    /** Stands for the loss of each step, penalties included. */
    public static final String BATCH_LOSS = "batch_loss";

    public Tracker {
        Check.present("Tracker", "monitor", monitor);
        Check.present("Tracker", "average", average);
        Check.present("Tracker", "name", name);
        name = name.isEmpty() ? monitor + "_" + average.label() : name;
    }

    /** An average of a figure. */
    public static Tracker of(String monitor, Average average) {
        return new Tracker(monitor, average, "");
    }

    /** Under another name. */
    public Tracker withName(String other) {
        return new Tracker(monitor, average, other);
    }

    @Override
    public Listener start(Run run) {
        return new Listening(this);
    }

    private static final class Listening implements Listener {
        private final Tracker config;
        private final boolean steps;
        private final Average.Running running;
        private double now = Double.NaN;

        Listening(Tracker config) {
            this.config = config;
            this.steps = config.monitor.equals(BATCH_LOSS);
            this.running = config.average.start();
        }

        @Override
        public Directive onStep(Step step) {
            if (steps) {
                add(step.loss());
            }
            return Directive.CONTINUE;
        }

        @Override
        public Map<String, Double> figures(Epoch epoch) {
            if (!steps) {
                add(Watch.figure("Tracker", config.monitor, epoch));
            }
            return Map.of(config.name, now);
        }

        private void add(double value) {
            if (Double.isFinite(value)) {
                now = running.add(value);
            }
        }

        @Override
        public Map<String, String> state() {
            Map<String, String> state = new HashMap<>();
            state.put("now", Double.toString(now));
            state.put("average", running.state().stream().map(String::valueOf).collect(Collectors.joining(" ")));
            return state;
        }

        @Override
        public void restore(Map<String, String> state) {
            now = Double.parseDouble(state.get("now"));
            String average = state.get("average");
            running.restore(average.isEmpty()
                    ? List.of()
                    : Arrays.stream(average.split(" ")).map(Double::valueOf).toList());
        }
    }
}
