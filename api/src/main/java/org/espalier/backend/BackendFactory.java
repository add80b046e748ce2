package org.espalier.backend;

import java.util.Optional;
import org.espalier.plugin.API;

/** Makes a backend for a number of threads. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface BackendFactory {
    /** What a backend is made with. */
    interface Context {
        /** The number of threads that it may use, at least 1, the caller's included. */
        int threads();

        /** The kernel that some plugin registered for this backend and op. */
        Optional<KernelFactory> kernel(String opId);

        /** The block function that some plugin registered for this op. */
        Optional<BlockFactory> block(String opId);
    }

    /** A new backend. */
    Backend create(Context context);
}
