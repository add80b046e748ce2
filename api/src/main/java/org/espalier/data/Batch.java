package org.espalier.data;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/** Some examples by field; the first axis of each tensor runs over the examples. */
@API(status = API.Status.STABLE, since = "0.1")
public record Batch(Map<String, Tensor> fields) {
    public Batch {
        fields = Map.copyOf(fields);
    }

    /** An input and a target. */
    public static Batch of(Tensor input, Tensor target) {
        return new Batch(Map.of(Dataset.INPUT, input, Dataset.TARGET, target));
    }

    /** One field. */
    public Tensor get(String field) {
        return fields.get(field);
    }
}
