package org.espalier.data.pipeline;

import org.espalier.plugin.API;

/** The examples of one epoch, one after another. Used by one thread at a time. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ExampleStream extends AutoCloseable {
    /** The next example, or null where the epoch has ended. */
    Example next();

    @Override
    default void close() {}
}
