package org.espalier.standard.layer;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Layers one after the other, each on the results of the one before it. The layer at place i has the sub-scope
 * {@code i}, a {@link Named} one that of its name. Without layers it passes its inputs on.
 *
 * @param layers in order
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Sequential(List<Layer> layers) implements Layer {
    public Sequential {
        layers = Check.list("Sequential", "layers", layers);
    }

    /** Layers in order. */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    /** These layers and one more. */
    public Sequential then(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Sequential(more);
    }

    @Override
    public boolean endsWithBias() {
        return !layers.isEmpty() && layers.get(layers.size() - 1).endsWithBias();
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        return Children.chain(scope, layers, inputs);
    }
}
