package org.espalier.backend;

import java.util.Optional;
import org.espalier.graph.Node;
import org.espalier.plugin.API;

/**
 * Something that runs nodes. Decorators wrap one for profiling and checking. A node that it has no kernel for is
 * decomposed, or runs on the reference backend.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Backend extends AutoCloseable {
    /** The part that a node can play in a fused region. */
    enum Fusion {
        /** The node stays alone. */
        NONE,
        /** The node can be one of a chain of element-wise nodes. */
        ELEMENTWISE,
        /** The node can begin a region and take the element-wise nodes that follow as its epilogue. */
        ANCHOR
    }

    /** The id under which kernels are registered for it. */
    String id();

    /** One line for summaries and logs: kernels in use, vector width, threads. */
    String description();

    /** The kernel of a node, if this backend has one for its types. */
    Optional<Kernel> kernel(Node node);

    /**
     * The part that a node can play in a fused region. A region becomes a node of the op {@code Fused}, whose
     * attribute {@code body} is the region's graph; {@link #kernel} is asked for it and may still decline.
     */
    default Fusion fusion(Node node) {
        return Fusion.NONE;
    }

    /** Ends the backend's threads. */
    @Override
    default void close() {}
}
