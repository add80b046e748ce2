package org.espalier.standard.callback;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Multiplies the learning rate by a factor each time a figure has not become better for some epochs.
 *
 * @param monitor the figure; {@code val_loss} by default
 * @param factor above 0 and below 1; 0.1 by default
 * @param patience how many epochs in a row may pass without improvement, at least 1; 10 by default
 * @param minDelta what counts as an improvement: more than this, at least 0; 0 by default
 * @param minRate the rate is not brought below this, at least 0; 0 by default
 * @param goal which way the figure gets better; by its name by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ReduceOnPlateau(
        String monitor, double factor, int patience, double minDelta, double minRate, Goal goal) implements Callback {
    /** As the components say. */
    public static final ReduceOnPlateau DEFAULT = new ReduceOnPlateau("val_loss", 0.1, 10, 0, 0, Goal.AUTO);

    public ReduceOnPlateau {
        Check.present("ReduceOnPlateau", "monitor", monitor);
        Check.openFraction("ReduceOnPlateau", "factor", factor);
        Check.positive("ReduceOnPlateau", "patience", patience);
        Check.notNegative("ReduceOnPlateau", "minDelta", minDelta);
        Check.notNegative("ReduceOnPlateau", "minRate", minRate);
        Check.present("ReduceOnPlateau", "goal", goal);
    }

    /** On the validation loss. */
    public static ReduceOnPlateau of(double factor, int patience) {
        return DEFAULT.withFactor(factor).withPatience(patience);
    }

    /** On another figure. */
    public ReduceOnPlateau withMonitor(String other) {
        return new ReduceOnPlateau(other, factor, patience, minDelta, minRate, goal);
    }

    /** With another factor. */
    public ReduceOnPlateau withFactor(double other) {
        return new ReduceOnPlateau(monitor, other, patience, minDelta, minRate, goal);
    }

    /** With another patience. */
    public ReduceOnPlateau withPatience(int other) {
        return new ReduceOnPlateau(monitor, factor, other, minDelta, minRate, goal);
    }

    /** With another least improvement. */
    public ReduceOnPlateau withMinDelta(double other) {
        return new ReduceOnPlateau(monitor, factor, patience, other, minRate, goal);
    }

    /** With a lower bound of the rate. */
    public ReduceOnPlateau withMinRate(double other) {
        return new ReduceOnPlateau(monitor, factor, patience, minDelta, other, goal);
    }

    /** Which way the figure gets better. */
    public ReduceOnPlateau withGoal(Goal other) {
        return new ReduceOnPlateau(monitor, factor, patience, minDelta, minRate, other);
    }

    @Override
    public Listener start(Run run) {
        return new Listening(this);
    }

    private static final class Listening implements Listener {
        private final ReduceOnPlateau config;
        private final Watch watch;

        Listening(ReduceOnPlateau config) {
            this.config = config;
            this.watch = new Watch("ReduceOnPlateau", config.monitor, config.goal, config.minDelta);
        }

        @Override
        public Directive onEpoch(Epoch epoch) {
            if (watch.improved(epoch) || watch.waited() < config.patience) {
                return Directive.CONTINUE;
            }
            String why = watch.describe();
            watch.forgive();
            double factor = Math.max(config.factor, config.minRate / epoch.learningRate());
            return factor < 1 ? Directive.scaleLearningRate(factor, why) : Directive.CONTINUE;
        }

        @Override
        public Map<String, String> state() {
            return watch.state();
        }

        @Override
        public void restore(Map<String, String> state) {
            watch.restore(state);
        }
    }
}
