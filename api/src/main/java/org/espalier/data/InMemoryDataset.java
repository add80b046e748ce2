package org.espalier.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.backend.Buffer;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Tensors whose first axis runs over the examples. */
final class InMemoryDataset implements Dataset {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final Map<String, Integer> widths = new LinkedHashMap<>();
    private final int size;

    InMemoryDataset(Map<String, Tensor> fields) {
        int n = -1;
        String first = null;
        for (Map.Entry<String, Tensor> e : new TreeMap<>(fields).entrySet()) {
            Tensor t = e.getValue();
            if (t.shape().rank() == 0) {
                throw new DataException("the field '" + e.getKey() + "' is a scalar; its first axis must run over the examples");
            }
            int rows = (int) t.shape().length(0);
            if (n >= 0 && rows != n) {
                throw new DataException("the field '" + e.getKey() + "' " + t.type() + " has " + rows
                        + " examples, but '" + first + "' has " + n);
            }
            n = rows;
            first = e.getKey();
            tensors.put(e.getKey(), t);
            widths.put(e.getKey(), t.size() / Math.max(rows, 1));
            types.put(e.getKey(), t.type().withShape(t.shape().without(0)));
        }
        if (n <= 0) {
            throw new DataException("a data set needs at least one field and one example, but has "
                    + (fields.isEmpty() ? "no field" : "no example"));
        }
        this.size = n;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Map<String, TensorType> fields() {
        return Collections.unmodifiableMap(types);
    }

    @Override
    public void read(String field, int[] rows, int count, Buffer into) {
        Tensor from = tensors.get(field);
        if (from == null) {
            // Says that there is no such field; the check by itself would cost every batch an object.
            type(field);
        }
        int width = widths.get(field);
        for (int i = 0; i < count; i++) {
            from.copyTo(rows[i] * width, into.array(), into.offset() + i * width, width);
        }
    }
}
