package org.espalier.core.fit;

import org.espalier.core.model.Model;
import org.espalier.plugin.API;

/**
 * What a run led to.
 *
 * @param model the trained model
 * @param history the figures of each epoch
 * @param outcome how the run ended
 * @param reason what a callback said when it ended the run, or empty
 */
@API(status = API.Status.STABLE, since = "0.1")
public record FitResult(Model model, History history, Outcome outcome, String reason) {
    /** How a run ended. */
    public enum Outcome {
        /** All epochs were done. */
        COMPLETED,
        /** A callback ended it. */
        STOPPED,
        /** It was cancelled, or its thread interrupted. */
        CANCELLED,
        /** It was to run to an earlier epoch only, and can go on from its checkpoint. */
        PAUSED
    }
}
