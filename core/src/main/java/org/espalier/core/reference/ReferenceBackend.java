package org.espalier.core.reference;

import java.util.Optional;
import org.espalier.backend.Backend;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;

/** The backend that is always there: it runs whatever has a reference kernel, one node after the other. */
public final class ReferenceBackend implements Backend {
    /** The id under which reference kernels are registered. */
    public static final String ID = "reference";
    private final BackendFactory.Context context;

    /** A backend with the kernels that plugins registered for it, this project's own among them. */
    public ReferenceBackend(BackendFactory.Context context) {
        this.context = context;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "reference: plain loops in double precision on one thread";
    }

    @Override
    public Optional<Kernel> kernel(Node node) {
        return context.kernel(node.op().id()).map(factory -> factory.create(node));
    }
}
