package org.espalier.standard.layer;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Layers side by side, each on the same inputs; yields what each yields, in order. {@link Concatenate} or {@link Add}
 * after it brings the branches together.
 *
 * @param layers the branches
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Branches(List<Layer> layers) implements Layer {
    public Branches {
        layers = Check.filled("Branches", "layers", layers);
    }

    /** The branches in order. */
    public static Branches of(Layer... layers) {
        return new Branches(List.of(layers));
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            outputs.addAll(Children.call(scope, i, layers.get(i), inputs));
        }
        return outputs;
    }
}
