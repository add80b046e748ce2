package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.callback.EarlyStopping;
import org.espalier.standard.callback.Progress;
import org.espalier.standard.callback.ReduceOnPlateau;
import org.espalier.standard.callback.StopAtTarget;

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
}
