package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A layer with a name of its own: its parameters stand under {@code name/...}, not under its number in the layer that
 * holds it.
 *
 * @param name one path segment
 * @param layer what is named
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Named(String name, Layer layer) implements Layer {
    public Named {
        Check.present("Named", "name", name);
        Check.require(!name.isBlank() && name.indexOf('/') < 0, "Named", "name", "a text without '/'", "'" + name + "'");
        Check.present("Named", "layer", layer);
    }

    /** A layer under a name. */
    public static Named of(String name, Layer layer) {
        return new Named(name, layer);
    }

    @Override
    public boolean endsWithBias() {
        return layer.endsWithBias();
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        return scope.call(name, layer, inputs);
    }
}
