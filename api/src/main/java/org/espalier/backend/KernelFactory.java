package org.espalier.backend;

import org.espalier.graph.Node;
import org.espalier.plugin.API;

/** Makes the kernel of a node once, with all types known, so that nothing is decided while it runs. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface KernelFactory {
    /** A kernel, or null where there is none for these types or attributes. */
    Kernel create(Node node);
}
