package org.espalier.core.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Graph;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/** Reads off concrete types what number each named dim stands for, and says where they do not fit. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Binding {
    private Binding() {}

    /**
     * The numbers.
     *
     * @param inputs the inputs as they are declared
     * @param given the concrete type of each input
     * @throws DataException where an input is missing or does not fit, or a name would stand for two numbers
     */
    public static SortedMap<String, Long> of(List<Graph.Port> inputs, Map<String, TensorType> given) {
        SortedMap<String, Long> binding = new TreeMap<>();
        for (Graph.Port p : inputs) {
            TensorType type = given.get(p.name());
            if (type == null) {
                throw new DataException("the input '" + p.name() + "' " + p.type() + " was not given; there are "
                        + given.keySet());
            }
            bind(p, type, binding);
        }
        return binding;
    }

    private static void bind(Graph.Port p, TensorType type, SortedMap<String, Long> binding) {
        if (type.dtype() != p.type().dtype() || type.shape().rank() != p.type().shape().rank()) {
            throw new DataException("the input '" + p.name() + "' is " + p.type() + ", but was given " + type);
        }
        for (int axis = 0; axis < type.shape().rank(); axis++) {
            Dim declared = p.type().shape().dim(axis);
            long length = type.shape().length(axis);
            if (declared.isName()) {
                Long other = binding.putIfAbsent(declared.toString(), length);
                if (other != null && other != length) {
                    throw new DataException("the dim '" + declared + "' is " + length + " in the input '" + p.name() + "' "
                            + type + ", but " + other + " in another input");
                }
            } else if (!declared.equals(Dim.of(length))) {
                throw new DataException("the input '" + p.name() + "' is " + p.type() + ", but was given " + type + " ("
                        + declared + " ≠ " + length + " at axis " + axis + ")");
            }
        }
    }
}
