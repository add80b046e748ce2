package org.espalier.core.search;

import java.util.List;
import java.util.Optional;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * What a search led to.
 *
 * @param trials all of them, the best first: by how far halving let them come, then by the figure; failed ones last
 * @param figure the name of the figure
 * @param cancelled whether the search was ended before it was over
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SearchResult(List<Trial> trials, String figure, boolean cancelled) {
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /**
     * The best trial.
     *
     * @throws EspalierException where no trial has a figure
     */
    public Trial best() {
        return found().orElseThrow(() -> new EspalierException("none of the " + trials.size() + " trials has a " + figure
                + trials.stream().filter(t -> !t.reason().isEmpty()).findFirst()
                        .map(t -> "; trial " + t.number() + " (" + t.point() + ") failed: " + t.reason()).orElse("")));
    }

    Optional<Trial> found() {
        return trials.stream().findFirst().filter(t -> Double.isFinite(t.figure()));
    }

    /** The trial of a number. */
    public Trial trial(int number) {
        return trials.stream().filter(t -> t.number() == number).findFirst()
                .orElseThrow(() -> new EspalierException("there is no trial " + number + " of " + trials.size()));
    }

    /** A table for a console, the best trial first; numbers in four digits. */
    public String table() {
        return new TrialTable(this).text();
    }

    /** The same table for a page in Markdown. */
    public String toMarkdown() {
        return new TrialTable(this).markdown();
    }

    /** The same table as comma-separated values, with all digits. */
    public String toCsv() {
        return new TrialTable(this).csv();
    }

    @Override
    public String toString() {
        return table();
    }
}
