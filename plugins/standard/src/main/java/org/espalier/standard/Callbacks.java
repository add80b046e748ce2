package org.espalier.standard;

import java.nio.file.Path;
import org.espalier.plugin.API;
import org.espalier.standard.callback.Checkpoints;
import org.espalier.standard.callback.EarlyStopping;
import org.espalier.standard.callback.ExponentialMovingAverage;
import org.espalier.standard.callback.Progress;
import org.espalier.standard.callback.ReduceOnPlateau;
import org.espalier.standard.callback.RunningMean;
import org.espalier.standard.callback.SimpleMovingAverage;
import org.espalier.standard.callback.StopAtTarget;
import org.espalier.standard.callback.StopOnDivergence;
import org.espalier.standard.callback.Timer;
import org.espalier.standard.callback.Tracker;

/** Callbacks by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Callbacks {
    private Callbacks() {}

    /** A line an epoch and, in a terminal, a bar. */
    public static Progress progress() {
        return Progress.DEFAULT;
    }

    /** Ends the run when the validation loss has not become better for some epochs. */
    public static EarlyStopping earlyStopping(int patience) {
        return EarlyStopping.of(patience);
    }

    /** Multiplies the learning rate by a factor when the validation loss has not become better for some epochs. */
    public static ReduceOnPlateau reduceOnPlateau(double factor, int patience) {
        return ReduceOnPlateau.of(factor, patience);
    }

    /** Ends the run when a figure has reached a value. */
    public static StopAtTarget stopAtTarget(String monitor, double target) {
        return StopAtTarget.of(monitor, target);
    }

    /** Ends a run that diverges as if it were over, with the reason. */
    public static StopOnDivergence stopOnDivergence() {
        return StopOnDivergence.DEFAULT;
    }

    /** Writes the best by the validation loss and the last state of the run into a folder. */
    public static Checkpoints checkpoints(Path folder) {
        return Checkpoints.into(folder);
    }

    /** Adds times to the figures. */
    public static Timer timer() {
        return Timer.DEFAULT;
    }

    /** Adds the mean of a figure over all epochs so far. */
    public static Tracker runningMean(String monitor) {
        return Tracker.of(monitor, RunningMean.INSTANCE);
    }

    /** Adds the mean of a figure over the last n epochs. */
    public static Tracker simpleMovingAverage(String monitor, int n) {
        return Tracker.of(monitor, SimpleMovingAverage.of(n));
    }

    /** Adds the exponential moving average of a figure with α = 2 / (n + 1). */
    public static Tracker exponentialMovingAverage(String monitor, int n) {
        return Tracker.of(monitor, ExponentialMovingAverage.over(n));
    }
}
