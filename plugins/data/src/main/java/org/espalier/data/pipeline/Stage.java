package org.espalier.data.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Something that is done to one field of each example by itself, and so by any thread. */
record Stage(String name, String field, TensorType result, Change change) {
    /** What is done; a pure function of the value and the place. */
    @FunctionalInterface
    interface Change {
        Tensor apply(Tensor value, Place place);
    }

    Map<String, TensorType> fields(Map<String, TensorType> before) {
        Map<String, TensorType> fields = new LinkedHashMap<>(before);
        fields.put(field, result);
        return fields;
    }

    Example apply(Example example, Place place) {
        return asked -> asked.equals(field) ? changed(example.get(field), place) : example.get(asked);
    }

    private Tensor changed(Tensor value, Place place) {
        Tensor now = change.apply(value, place);
        if (!now.type().equals(result)) {
            throw new DataException(name + " must make " + result + " of each '" + field + "', but made " + now.type() + " of "
                    + value.type() + ", at example " + place.index() + " of epoch " + place.epoch());
        }
        return now;
    }
}
