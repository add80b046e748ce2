package org.espalier.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.data.FittedPreprocessing;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.TensorType;

/** The preparations that the inputs of a network go through before anything else, noted on the way. */
final class Preparations {
    /** The declared input that a value is, raw or prepared so far. */
    private final Map<Integer, String> inputOfEdge = new HashMap<>();
    /** Where each of these values is prepared. */
    private final Map<Integer, String> placeOfEdge = new HashMap<>();
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void declare(String input, Value value) {
        inputOfEdge.put(value.edge().id(), input);
    }

    /** Whether a layer prepares an input, and nothing else has been done to it before. */
    boolean isOne(Layer layer, List<Value> inputs) {
        return layer instanceof FittedPreprocessing && inputs.size() == 1
                && inputOfEdge.containsKey(inputs.get(0).edge().id());
    }

    void note(String path, Value raw, Value prepared) {
        String input = inputOfEdge.get(raw.edge().id());
        String other = placeOfEdge.putIfAbsent(raw.edge().id(), path);
        if (other != null) {
            problems.add("the input '" + input + "' is prepared at " + other + " and at " + path);
        }
        inputOfEdge.put(prepared.edge().id(), input);
        types.put(input, prepared.type());
    }

    /**
     * The types that inputs have after their preparations, for those that have one.
     *
     * @param graph the whole graph with the preparations
     * @throws EspalierException where there is none, or something else reads an input as it was before
     */
    Map<String, TensorType> types(Graph graph) {
        for (Node n : graph.nodes()) {
            n.inputs().forEach(e -> {
                String place = placeOfEdge.get(e.id());
                if (place != null && !(n.path() + "/").startsWith(place + "/")) {
                    problems.add("the input '" + inputOfEdge.get(e.id()) + "' is prepared at " + place + ", but read as it is by "
                            + n.label());
                }
            });
        }
        if (types.isEmpty()) {
            problems.add("no input of the network is prepared before anything else is done to it");
        }
        if (!problems.isEmpty()) {
            throw new EspalierException(String.join("; ", problems) + ": examples cannot come prepared; make the preparation a"
                    + " network of its own");
        }
        return types;
    }
}
