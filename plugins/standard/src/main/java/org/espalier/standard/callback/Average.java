package org.espalier.standard.callback;

import java.util.List;
import org.espalier.plugin.API;

/** A kind of average over values that come one after the other; a record, so that it is saved with what uses it. */
@API(status = API.Status.STABLE, since = "0.1")
public interface Average {
    /** What is appended to the name of the figure, such as {@code ema5}. */
    String label();

    /** An average of no values yet. */
    Running start();

    /** An average being formed. */
    interface Running {
        /** Takes a finite value, and returns the average with it. */
        double add(double value);

        /** What must be kept to go on later. */
        List<Double> state();

        /** Takes back what {@link #state} gave. */
        void restore(List<Double> state);
    }
}
