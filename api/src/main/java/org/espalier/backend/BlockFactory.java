package org.espalier.backend;

import org.espalier.graph.Node;
import org.espalier.plugin.API;

/** Makes the block function of an element-wise node once, with its attributes known. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface BlockFactory {
    /** A block function, or null where there is none for these attributes. */
    BlockFunction create(Node node);
}
