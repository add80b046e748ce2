package org.espalier.data;

import org.espalier.plugin.API;

/**
 * A transformation whose figures are fitted on the training set only. What {@link #fit} yields is a layer without
 * parameters: it is applied to all sets, saved with the model, and can be exported as part of it.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Preprocessing {
    /** The transformation with the figures of a field of the training set. */
    FittedPreprocessing fit(Dataset training, String field);

    /** The transformation with the figures of the training set's {@link Dataset#INPUT}. */
    default FittedPreprocessing fit(Dataset training) {
        return fit(training, Dataset.INPUT);
    }
}
