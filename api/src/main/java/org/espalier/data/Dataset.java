package org.espalier.data;

import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A set of examples of named fields that can be read at any row, so that order, batches and splits are decided
 * outside and are reproducible. A field {@link #WEIGHT}, a scalar for each example, weights losses and metrics.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Dataset {
    /** The name of the input where there is one. */
    String INPUT = "input";
    /** The name of the target where there is one. */
    String TARGET = "target";
    /** The name of the weights of examples. */
    String WEIGHT = "weight";

    /** The number of examples. */
    int size();

    /** The type of one example of each field, in order, without the batch. */
    Map<String, TensorType> fields();

    /**
     * The type of one example of a field.
     *
     * @throws DataException where there is no such field
     */
    default TensorType type(String field) {
        TensorType type = fields().get(field);
        if (type == null) {
            throw new DataException("there is no field '" + field + "' in the data, only " + fields().keySet());
        }
        return type;
    }

    /**
     * Copies one field of some examples, one behind the other, into the first elements of a buffer. Several threads may do
     * so at a time.
     */
    void read(String field, int[] rows, int count, Buffer into);

    /** Tensors in memory by field; the first axis of each runs over the examples. */
    static Dataset of(Map<String, Tensor> fields) {
        return new InMemoryDataset(fields);
    }

    /** One input and one target in memory; the first axis of each runs over the examples. */
    static Dataset of(Tensor input, Tensor target) {
        return new InMemoryDataset(Map.of(INPUT, input, TARGET, target));
    }

    /** Some of the examples, in the given order. */
    default Dataset subset(int[] rows) {
        return new SubsetDataset(this, rows);
    }

    /** One field of all examples. */
    default Tensor all(String field) {
        TensorType type = type(field).batched(Dim.of(size()));
        Buffer buffer = Buffer.allocate(type);
        int[] rows = new int[size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        read(field, rows, rows.length, buffer);
        return buffer.toTensor(type);
    }
}
