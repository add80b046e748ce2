package org.espalier.standard.callback;

import java.util.Map;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Callback.Epoch;

/** Remembers the best value of a figure and how long ago it was. */
final class Watch {
    private final String callback;
    private final String monitor;
    private final boolean larger;
    private final double minDelta;
    private double best = Double.NaN;
    private int bestEpoch = -1;
    private int waited;

    Watch(String callback, String monitor, Goal goal, double minDelta) {
        this.callback = callback;
        this.monitor = monitor;
        this.larger = goal.larger(monitor);
        this.minDelta = minDelta;
    }

    /** Takes the figure of an epoch; true if it is the best so far. NaN is never better. */
    boolean improved(Epoch epoch) {
        double value = figure(callback, monitor, epoch);
        double gain = larger ? value - best : best - value;
        if (gain > minDelta || (Double.isNaN(best) && !Double.isNaN(value))) {
            best = value;
            bestEpoch = epoch.epoch();
            waited = 0;
            return true;
        }
        waited++;
        return false;
    }

    static double figure(String callback, String monitor, Epoch epoch) {
        Double value = epoch.figures().get(monitor);
        if (value == null) {
            throw new EspalierException("[" + callback + "] there is no figure '" + monitor + "' to watch; an epoch has "
                    + epoch.figures().keySet() + (monitor.startsWith("val_") ? ", and val_ figures need validation data"
                    : ""));
        }
        return value;
    }

    /** Epochs since the best, or since {@link #forgive}. */
    int waited() {
        return waited;
    }

    /** Counts from anew. */
    void forgive() {
        waited = 0;
    }

    /** For messages, epochs counted from 1. */
    String describe() {
        if (bestEpoch < 0) {
            return monitor + " has not been a number for " + waited + " epochs";
        }
        return "no better " + monitor + " than " + best + " of epoch " + (bestEpoch + 1) + " for " + waited + " epochs";
    }

    Map<String, String> state() {
        return Map.of("best", Double.toString(best), "bestEpoch", Integer.toString(bestEpoch),
                "waited", Integer.toString(waited));
    }

    void restore(Map<String, String> state) {
        best = Double.parseDouble(state.get("best"));
        bestEpoch = Integer.parseInt(state.get("bestEpoch"));
        waited = Integer.parseInt(state.get("waited"));
    }
}
