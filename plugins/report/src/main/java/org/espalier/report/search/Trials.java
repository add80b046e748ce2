package org.espalier.report.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.plugin.API;

/**
 * The trials of a search, as far as it has come.
 *
 * @param figure by which they are judged
 * @param largerIsBetter which way it gets better
 * @param dimensions the hyper-parameters
 * @param trials by number
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Trials(String figure, boolean largerIsBetter, List<Dimension> dimensions, List<Trial> trials) {
    public Trials {
        dimensions = List.copyOf(dimensions);
        trials = List.copyOf(trials);
    }

    /** A hyper-parameter, and whether its values are spread over a logarithmic scale. */
    public record Dimension(String name, boolean logarithmic) {}

    /**
     * A trial where it stands.
     *
     * @param rung the last that it reached, from 0
     * @param state paused, completed, stopped or failed; one that halving gave up stays paused
     * @param epochs how many it has trained for
     * @param figure in the last of these; NaN where it failed
     * @param curve the figure in every epoch
     * @param point the hyper-parameters: numbers, truth values and texts
     */
    public record Trial(
            int number, int rung, String state, int epochs, double figure, double seconds, String reason, List<Double> curve,
            Map<String, Object> point) {
        public Trial {
            curve = List.copyOf(curve);
            point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        }
    }

    /** The best of those that came to the highest rung. */
    public Optional<Trial> best() {
        Comparator<Trial> byFigure = Comparator.comparingDouble(Trial::figure);
        return trials.stream()
                .filter(t -> Double.isFinite(t.figure))
                .min(Comparator.comparing((Trial t) -> -t.rung)
                        .thenComparing(largerIsBetter ? byFigure.reversed() : byFigure)
                        .thenComparing(Trial::number));
    }
}
