package org.espalier.standard.layer;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Layers side by side, each on an input of its own: n inputs, n layers; yields what each yields, in order.
 *
 * @param layers one an input
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Parallel(List<Layer> layers) implements Layer {
    public Parallel {
        layers = Check.filled("Parallel", "layers", layers);
    }

    /** One layer an input. */
    public static Parallel of(Layer... layers) {
        return new Parallel(List.of(layers));
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        if (inputs.size() != layers.size()) {
            throw new IllegalArgumentException("[Parallel] there must be one input for each of the " + layers.size()
                    + " layers, but there are " + inputs.size() + " " + Children.types(inputs));
        }
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            outputs.addAll(Children.call(scope, i, layers.get(i), List.of(inputs.get(i))));
        }
        return outputs;
    }
}
