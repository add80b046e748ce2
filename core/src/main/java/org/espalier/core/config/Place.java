package org.espalier.core.config;

import java.util.Map;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/**
 * Where in a configuration something stands.
 *
 * @param path such as {@code network/body/layers[2]/units}
 * @param owner the component that holds it, such as {@code the component 'units' of acme.layers:SwiGlu}; empty at the
 *     top
 * @param tensors those of the configuration that stand beside its JSON, by the path of their place; null where all stand in
 *     it
 */
record Place(String path, String owner, Map<String, Tensor> tensors) {
    static Place of(String path) {
        return of(path, null);
    }

    static Place of(String path, Map<String, Tensor> tensors) {
        return new Place(path, "", tensors);
    }

    /** A component of a record here. */
    Place component(String recordId, String name) {
        return new Place(path + "/" + name, "the component '" + name + "' of " + recordId, tensors);
    }

    /** An item of a list here. */
    Place item(int index) {
        return new Place(path + "[" + index + "]", owner, tensors);
    }

    /** The value of a key of a map here. */
    Place key(String key) {
        return new Place(path + "/" + key, owner, tensors);
    }

    /** Something in a record that cannot be saved. */
    EspalierException unsaveable(String what, String remedy) {
        return new EspalierException((owner.isEmpty() ? "this" : owner) + " is " + what + ", which cannot be saved, at "
                + path + "; " + remedy);
    }

    /** Something in a file that is not as it must be. */
    ModelFormatException wrong(String problem) {
        return new ModelFormatException(problem + ", at " + path);
    }
}
