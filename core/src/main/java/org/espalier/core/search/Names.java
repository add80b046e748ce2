package org.espalier.core.search;

import org.espalier.core.config.Json;
import org.espalier.plugin.EspalierException;

/** What all dimensions share. */
final class Names {
    private Names() {}

    static void check(String name) {
        if (name == null || name.isBlank()) {
            throw new EspalierException("a hyper-parameter needs a name, but was given '" + name + "'");
        }
    }

    static Json.Obj describe(Dimension<?> dimension, String kind) {
        return Json.obj().with("name", Json.of(dimension.name())).with("kind", Json.of(kind));
    }
}
