package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A layer whose weights are shared by all uses of an id in the network; they stand under {@code shared/<id>}, and what
 * flows back from all uses is summed.
 *
 * @param id names the weights
 * @param layer equal in all uses of the id
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Shared(String id, Layer layer) implements Layer {
    public Shared {
        Check.present("Shared", "id", id);
        Check.require(!id.isBlank() && id.indexOf('/') < 0, "Shared", "id", "a text without '/'", "'" + id + "'");
        Check.present("Shared", "layer", layer);
    }

    /** A layer that shares its weights with all layers of this id. */
    public static Shared of(String id, Layer layer) {
        return new Shared(id, layer);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        return scope.shared(id, layer, inputs);
    }
}
