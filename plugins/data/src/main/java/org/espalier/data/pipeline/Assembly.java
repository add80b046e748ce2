package org.espalier.data.pipeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The place of one batch: its examples, as they are drawn, and its fields side by side, as they are made. */
final class Assembly {
    private final Map<String, TensorType> fields;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Example[] examples;
    private int count;

    Assembly(Map<String, TensorType> fields, int batchSize) {
        this.fields = fields;
        this.examples = new Example[batchSize];
        fields.forEach((field, type) -> buffers.put(field, Buffer.allocate(type.batched(Dim.of(batchSize)))));
    }

    /** Draws the next examples; returns their number, 0 where there are none. */
    int draw(Draws draws) {
        count = draws.next(examples);
        return count;
    }

    /** Does all that is still to be done to the examples, and puts their fields side by side. */
    void fill() {
        buffers.forEach((field, buffer) -> {
            TensorType type = fields.get(field);
            int width = Math.toIntExact(type.shape().size());
            for (int i = 0; i < count; i++) {
                Tensor t = examples[i].get(field);
                if (t == null || !t.type().equals(type)) {
                    throw new DataException("every '" + field + "' of a pipeline must be " + type + ", but example " + i
                            + " of a batch has " + (t == null ? "none" : t.type()));
                }
                t.copyTo(0, buffer.array(), i * width, width);
            }
        });
        Arrays.fill(examples, null);
    }

    int count() {
        return count;
    }

    void read(String field, Buffer into) {
        Buffer from = buffers.get(field);
        if (from == null) {
            throw new DataException("there is no field '" + field + "' in the pipeline, only " + fields.keySet());
        }
        int width = Math.toIntExact(fields.get(field).shape().size());
        System.arraycopy(from.array(), 0, into.array(), into.offset(), count * width);
    }
}
