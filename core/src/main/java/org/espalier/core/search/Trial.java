package org.espalier.core.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.API;

/**
 * What became of one point.
 *
 * @param number from 0, in the order of the points
 * @param point the hyper-parameters
 * @param status how it ended
 * @param epochs how many it trained for
 * @param figure the search's figure in the last of these; NaN for a failed trial
 * @param figures all figures in the last epoch
 * @param curve the search's figure in every epoch
 * @param seconds the time that the epochs took, which is all of this that differs from run to run
 * @param reason why it failed or was stopped, otherwise empty
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Trial(
        int number, Point point, Status status, int epochs, double figure, Map<String, Double> figures, List<Double> curve,
        double seconds, String reason) {
    /** How a trial ended. */
    public enum Status {
        /** It trained for all its epochs. */
        COMPLETED,
        /** A callback ended it. */
        STOPPED,
        /** Halving gave it up. */
        DROPPED,
        /** It diverged. */
        FAILED,
        /** The search was cancelled before it was over. */
        UNFINISHED
    }

    public Trial {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        curve = List.copyOf(curve);
    }
}
