package org.espalier.core.engine;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.espalier.backend.Backend;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Node;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * What runs graphs: a registry, a backend, and the reference backend for what the backend has no kernel for. Made
 * once and shared; closing it ends the backend's threads.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Engine implements AutoCloseable {
    /** The id of the backend that is always there. */
    public static final String REFERENCE = "reference";
    /** The id of the backend that is preferred where no other is asked for. */
    public static final String FAST = "cpu";

    private final Registry registry;
    private final Backend backend;
    private final Backend reference;
    private final int threads;

    private Engine(Registry registry, Backend backend, Backend reference, int threads) {
        this.registry = registry;
        this.backend = backend;
        this.reference = reference;
        this.threads = threads;
    }

    /** All discovered plugins, the fast backend if its jar is there, and as many threads as there are processors. */
    public static Engine create() {
        return create(Registry.discover());
    }

    /** A registry's plugins, the fast backend if it is there, and as many threads as there are processors. */
    public static Engine create(Registry registry) {
        return create(registry, registry.backends().contains(FAST) ? FAST : REFERENCE,
                Runtime.getRuntime().availableProcessors());
    }

    /** A registry's plugins, one of its backends, and a number of threads, at least 1. Results do not depend on it. */
    public static Engine create(Registry registry, String backendId, int threads) {
        if (threads < 1) {
            throw new EspalierException("an engine needs at least 1 thread, but was given " + threads);
        }
        Backend reference = make(registry, REFERENCE, 1);
        Backend backend = backendId.equals(REFERENCE) ? reference : make(registry, backendId, threads);
        return new Engine(registry, backend, reference, threads);
    }

    /** This engine with its backend wrapped, for profiling or checking; closing either closes the backend. */
    public Engine wrap(UnaryOperator<Backend> decorator) {
        return new Engine(registry, decorator.apply(backend), reference, threads);
    }

    /** This engine with its backend and the one for the rest wrapped. */
    Engine wrapAll(UnaryOperator<Backend> decorator) {
        Backend outer = decorator.apply(reference);
        return new Engine(registry, backend == reference ? outer : decorator.apply(backend), outer, threads);
    }

    private static Backend make(Registry registry, String id, int threads) {
        return registry.backend(id).create(new BackendFactory.Context() {
            @Override
            public int threads() {
                return threads;
            }

            @Override
            public Optional<KernelFactory> kernel(String opId) {
                return registry.kernel(id, opId);
            }

            @Override
            public Optional<BlockFactory> block(String opId) {
                return registry.block(opId);
            }
        });
    }

    /** Everything that plugins have registered. */
    public Registry registry() {
        return registry;
    }

    /** The backend that runs what it can. */
    public Backend backend() {
        return backend;
    }

    /** The backend that runs the rest, and the oracle of tests. */
    public Backend reference() {
        return reference;
    }

    /** The number of threads that the backend may use. */
    public int threads() {
        return threads;
    }

    /** The kernel that runs a node: the backend's, or the reference backend's. */
    public Kernel kernel(Node node) {
        return backend.kernel(node)
                .or(() -> reference.kernel(node))
                .orElseThrow(() -> new EspalierException(node.label() + " has no kernel for "
                        + node.inputTypes() + " on the backends '" + backend.id() + "' and 'reference'"));
    }

    @Override
    public void close() {
        backend.close();
        reference.close();
    }
}
