package org.espalier.core.model;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.nn.Layer;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The definition of a network: named inputs, a layer, named outputs. Immutable configuration without weights; an
 * equal network with an equal seed has equal weights.
 *
 * @param inputs what it reads, in the order in which the body takes them
 * @param body the layer that it consists of
 * @param outputs a name for each value that the body yields
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Network(List<Input> inputs, Layer body, List<String> outputs) {
    /** The name of the only output where none is given. */
    public static final String OUTPUT = "output";

    public Network {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new EspalierException("a network needs at least one input and one output, but has " + inputs.size() + " and "
                    + outputs.size());
        }
    }

    /** A network with one input and one output. */
    public static Network of(Input input, Layer body) {
        return new Network(List.of(input), body, List.of(OUTPUT));
    }

    /** Writes the network as a graph with a symbolic batch; floating inputs and parameters have the given dtype. */
    public Traced trace(Registry registry, boolean training, DType dtype) {
        return trace(registry, training, dtype, path -> false);
    }

    /** As {@link #trace(Registry, boolean, DType)}, with the values of the captured scopes as further outputs. */
    public Traced trace(Registry registry, boolean training, DType dtype, Predicate<String> captured) {
        return new Tracer(registry, training ? TraceMode.TRAINING : TraceMode.INFERENCE, dtype, captured).trace(this);
    }

    /** As {@link #trace(Registry, boolean, DType)}, for any purpose. */
    public Traced trace(Registry registry, TraceMode mode, DType dtype) {
        return new Tracer(registry, mode, dtype, path -> false).trace(this);
    }

    /**
     * As {@link #trace(Registry, TraceMode, DType)} for prediction, on inputs that have been prepared: the
     * {@linkplain org.espalier.data.FittedPreprocessing preparations} that they go through first are left out.
     *
     * @throws EspalierException where there are none, or a raw input is read elsewhere too
     */
    Traced traceAfterPreparation(Registry registry, DType dtype) {
        Tracer whole = new Tracer(registry, TraceMode.INFERENCE, dtype, path -> false);
        Map<String, TensorType> types = whole.preparations.types(whole.trace(this).graph());
        return new Tracer(registry, TraceMode.INFERENCE, dtype, path -> false, types).trace(this);
    }

    /** A model of this network with fresh f32 weights. A seed of 0 is a seed like any other. */
    public Model init(Engine engine, long seed) {
        return init(engine, seed, DType.F32);
    }

    /** A model of this network with fresh weights of a dtype. */
    public Model init(Engine engine, long seed, DType dtype) {
        return Model.init(engine, this, seed, dtype);
    }

    /** A table of layers, shapes and parameter counts. */
    public String summary(Registry registry) {
        return Summary.of(trace(registry, false, DType.F32));
    }
}
