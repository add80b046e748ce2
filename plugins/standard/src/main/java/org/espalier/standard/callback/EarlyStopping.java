package org.espalier.standard.callback;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Ends a run when a figure has not become better for some epochs, and goes back to the weights of the best epoch, also
 * when the run ends because all epochs are done (Prechelt: Early stopping, but when?; 1998).
 *
 * @param monitor the figure; {@code val_loss} by default
 * @param patience how many epochs in a row may pass without improvement before the run ends, at least 1; 5 by default
 * @param minDelta what counts as an improvement: more than this, at least 0; 0 by default
 * @param restoreBest whether the best weights come back; true by default
 * @param goal which way the figure gets better; by its name by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record EarlyStopping(String monitor, int patience, double minDelta, boolean restoreBest, Goal goal)
        implements Callback {
    /** As the components say. */
    public static final EarlyStopping DEFAULT = new EarlyStopping("val_loss", 5, 0, true, Goal.AUTO);

    public EarlyStopping {
        Check.present("EarlyStopping", "monitor", monitor);
        Check.positive("EarlyStopping", "patience", patience);
        Check.notNegative("EarlyStopping", "minDelta", minDelta);
        Check.present("EarlyStopping", "goal", goal);
    }

    /** On the validation loss, with a patience. */
    public static EarlyStopping of(int patience) {
        return DEFAULT.withPatience(patience);
    }

    /** On another figure. */
    public EarlyStopping withMonitor(String other) {
        return new EarlyStopping(other, patience, minDelta, restoreBest, goal);
    }

    /** With another patience. */
    public EarlyStopping withPatience(int other) {
        return new EarlyStopping(monitor, other, minDelta, restoreBest, goal);
    }

    /** With another least improvement. */
    public EarlyStopping withMinDelta(double other) {
        return new EarlyStopping(monitor, patience, other, restoreBest, goal);
    }

    /** Going back to the best weights, or staying with the last. */
    public EarlyStopping withRestoreBest(boolean restore) {
        return new EarlyStopping(monitor, patience, minDelta, restore, goal);
    }

    /** Which way the figure gets better. */
    public EarlyStopping withGoal(Goal other) {
        return new EarlyStopping(monitor, patience, minDelta, restoreBest, other);
    }

    @Override
    public Listener start(Run run) {
        return new Listening(this, run.epochs());
    }

    private static final class Listening implements Listener {
        private static final Directive RESTORE = new Directive(false, false, true, 1, "");
        private final EarlyStopping config;
        private final int epochs;
        private final Watch watch;

        Listening(EarlyStopping config, int epochs) {
            this.config = config;
            this.epochs = epochs;
            this.watch = new Watch("EarlyStopping", config.monitor, config.goal, config.minDelta);
        }

        @Override
        public Directive onEpoch(Epoch epoch) {
            if (watch.improved(epoch)) {
                return config.restoreBest ? Directive.KEEP_WEIGHTS : Directive.CONTINUE;
            }
            if (watch.waited() >= config.patience) {
                return Directive.stop(watch.describe(), config.restoreBest);
            }
            boolean last = epoch.epoch() + 1 >= epochs;
            return last && config.restoreBest ? RESTORE : Directive.CONTINUE;
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
