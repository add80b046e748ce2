package org.espalier.onnx;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.espalier.core.model.Model;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.plugin.API;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.Tensor;

/**
 * What is exported: a graph in inference mode with its weights.
 *
 * @param name the name of the graph in the file
 * @param graph the graph; inputs that have a weight of their name become initializers, the others stay inputs
 * @param weights the weights by path; those that the graph does not read are left out
 * @param registry the plugins, for the ops of decompositions and for what can verify the file
 * @param forward the model's own forward pass, for the verification
 */
@API(status = API.Status.STABLE, since = "0.1")
public record OnnxSource(String name, Graph graph, Map<String, Tensor> weights, Registry registry, Forward forward) {
    /** @throws ExportException where a weight is not of the type that the graph declares */
    public OnnxSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(forward, "forward");
        weights = new TreeMap<>(weights);
        for (Graph.Port p : graph.inputs()) {
            Tensor w = weights.get(p.name());
            if (w != null && !w.type().equals(p.type())) {
                throw new ExportException("the weight '" + p.name() + "' is " + w.type() + ", but the graph declares it as "
                        + p.type());
            }
        }
    }

    /** A model with the weights that it has now. */
    public static OnnxSource of(Model model) {
        return new OnnxSource("model", model.inferenceGraph(), model.weights(), model.registry(), model::predict);
    }

    /** The inputs that stay inputs, in their order. */
    List<Graph.Port> declaredInputs() {
        return graph.inputs().stream().filter(p -> !weights.containsKey(p.name())).toList();
    }
}
