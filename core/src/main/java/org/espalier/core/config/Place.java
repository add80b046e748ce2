package org.espalier.core.config;

import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/**
 * Where in a configuration something stands.
 *
 * @param path such as {@code network/body/layers[2]/units}
 * @param owner the component that holds it, such as {@code the component 'units' of acme.layers:SwiGlu}; empty at the
 *     top
 */
record Place(String path, String owner) {
    static Place of(String path) {
        return new Place(path, "");
    }

    /** A component of a record here. */
    Place component(String recordId, String name) {
        return new Place(path + "/" + name, "the component '" + name + "' of " + recordId);
    }

    /** An item of a list here. */
    Place item(int index) {
        return new Place(path + "[" + index + "]", owner);
    }

    /** The value of a key of a map here. */
    Place key(String key) {
        return new Place(path + "/" + key, owner);
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
