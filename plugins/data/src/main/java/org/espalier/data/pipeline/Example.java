package org.espalier.data.pipeline;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/**
 * One example. It may be lazy: nothing is read or computed before a field is asked for, and it is read and computed anew
 * each time. Safe for use by several threads.
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Example {
    /** One field, without the batch. */
    Tensor get(String field);

    /** An example in memory. */
    static Example of(Map<String, Tensor> fields) {
        return Map.copyOf(fields)::get;
    }
}
