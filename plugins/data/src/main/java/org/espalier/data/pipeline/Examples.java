package org.espalier.data.pipeline;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * Examples that can be gone through any number of times, one after another: what a pipeline begins with. The seed and the
 * epoch alone decide what a stream yields.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Examples {
    /** The type of each field, without the batch. */
    Map<String, TensorType> fields();

    /** How many there are in an epoch. */
    int size();

    /** What they are, as a text that is the same in every JVM; see {@link org.espalier.data.BatchSource#description()}. */
    default String description() {
        return "examples";
    }

    /** Those of an epoch, from the first on. */
    ExampleStream open(long seed, int epoch);
}
