package org.espalier.data;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * Where a training takes its batches from when it does not draw them from a {@link Dataset} itself: a pipeline that
 * reads, shuffles and augments, perhaps on other threads. Nothing but the seed and the epoch decides which batches there
 * are and in which order, so a run that was stopped goes on at any epoch as if it had never stopped.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface BatchSource {
    /** The type of one example of each field, without the batch. */
    Map<String, TensorType> fields();

    /** The number of examples of an epoch. */
    int size();

    /** The number of examples of a batch, at most {@link #size()}; only the last batch of an epoch may have fewer. */
    int batchSize();

    /**
     * What is done to the examples, as a text. A run only goes on from a checkpoint that was written with an equal one, so
     * the same source has the same text in every JVM; what does not change the batches, such as threads, is left out.
     */
    default String description() {
        return "";
    }

    /** The batches of an epoch, from the first on; epochs count from 0. The caller closes the stream. */
    BatchStream epoch(long seed, int epoch);
}
