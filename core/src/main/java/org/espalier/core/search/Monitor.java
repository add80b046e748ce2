package org.espalier.core.search;

import java.util.Comparator;
import java.util.Set;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/** The figure by which trials are judged, and which way it gets better. */
record Monitor(String figure, boolean larger) {
    /** Better figures first; what is not a number is worse than any. */
    Comparator<Double> order() {
        return (a, b) -> Double.isNaN(a) || Double.isNaN(b)
                ? Boolean.compare(Double.isNaN(a), Double.isNaN(b))
                : larger ? Double.compare(b, a) : Double.compare(a, b);
    }

    /** Ends a trial after its first epoch where it does not have the figure. */
    Callback watch() {
        return run -> new Callback.Listener() {
            @Override
            public Directive onEpoch(Callback.Epoch epoch) {
                requireAmong(epoch.figures().keySet());
                return Directive.CONTINUE;
            }
        };
    }

    private void requireAmong(Set<String> figures) {
        if (!figures.contains(figure)) {
            throw new EspalierException("the search goes by the figure '" + figure + "', but a trial has only " + figures
                    + "; name one of these, or add a metric or validation data");
        }
    }
}
