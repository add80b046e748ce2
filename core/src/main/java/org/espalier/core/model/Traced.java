package org.espalier.core.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.graph.Graph;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.ParameterSpec;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * A network written as a graph. The graph's inputs are the network's inputs, then {@link #SEED} and {@link #STEP}
 * where something random is in it, then parameters and states by path. Its outputs are the network's outputs, then
 * {@code update/<path>} for each updated state, {@link #PENALTY} where there is one, and {@code value/<path>} for what
 * is captured.
 *
 * @param graph the graph, with symbolic dims
 * @param parameters what is trained, in order of declaration
 * @param states what is kept but not trained
 * @param calls the layers, in order of their scopes
 * @param hints what layers have to say to the user
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Traced(
        Graph graph, List<Parameter> parameters, List<State> states, List<Call> calls, List<String> hints) {
    /** The input for the seed of the run, an i64 scalar. */
    public static final String SEED = "$seed";
    /** The input for the number of steps done before, an i64 scalar. */
    public static final String STEP = "$step";
    /** The output for the sum of the penalties that layers add. */
    public static final String PENALTY = "$penalty";
    /** Goes before the path of a state to name the output that it becomes. */
    public static final String UPDATE = "update/";
    /** Goes before the path of a captured scope to name its output. */
    public static final String VALUE = "value/";

    /** A declared parameter. */
    public record Parameter(ParameterSpec spec, TensorType type, Initializer initializer) {}

    /** A declared state, filled with a number at first. */
    public record State(String path, TensorType type, double initial) {}

    /** One layer: where it stands, what it is, what it yields. */
    public record Call(String path, Layer layer, List<TensorType> outputs) {
        /** The layer's type, for tables. */
        public String type() {
            return layer.getClass().isRecord() ? layer.getClass().getSimpleName() : "(function)";
        }
    }

    /** The parameters by path. */
    public Map<String, Parameter> parametersByPath() {
        return parameters.stream().collect(Collectors.toMap(p -> p.spec().path(), p -> p));
    }
}
