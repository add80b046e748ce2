package org.espalier.data.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Something that is done to one field of each example by itself, and so by any thread.
 *
 * @param how what is known of it; nothing of a function
 */
record Stage(String name, String field, TensorType result, List<String> how, Change change) {
    /** What is done; a pure function of the value and the place. */
    @FunctionalInterface
    interface Change {
        Tensor apply(Tensor value, Place place);
    }

    String description() {
        return name + "(" + field + " to " + result + (how.isEmpty() ? "" : ", " + String.join(", ", how)) + ")";
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
