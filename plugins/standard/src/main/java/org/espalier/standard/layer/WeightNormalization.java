package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A layer whose weights are learned as direction and length: w = g v / ‖v‖ for each unit (Salimans, Kingma: Weight
 * normalization; NeurIPS 2016). Where the layer has a {@code weight}, there are {@code weight_v} of its shape, drawn as
 * the layer says, and {@code weight_g} with a number for each unit, ‖v‖ at first, so that w is v at first. v must not be
 * drawn as zeros.
 *
 * <p>For dense layers, whose units are in the last axis, and convolutions, whose filters are in the first. Layers within the
 * layer are left alone.
 *
 * @param layer has a weight of its own with two axes at least
 */
@API(status = API.Status.STABLE, since = "0.1")
public record WeightNormalization(Layer layer) implements Layer {
    public WeightNormalization {
        Check.present("WeightNormalization", "layer", layer);
    }

    /** Of a layer. */
    public static WeightNormalization of(Layer layer) {
        return new WeightNormalization(layer);
    }

    @Override
    public boolean endsWithBias() {
        return layer.endsWithBias();
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        NormalizedWeights inner = new NormalizedWeights(scope);
        List<Value> outputs = layer.apply(inner, inputs);
        Check.require(inner.hasAny(), "WeightNormalization", "layer", "one with a weight of its own", layer);
        return outputs;
    }
}
