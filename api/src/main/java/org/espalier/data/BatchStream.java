package org.espalier.data;

import org.espalier.backend.Buffer;
import org.espalier.plugin.API;

/** The batches of one epoch, one after another. For use by one thread; closing it ends what works for it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface BatchStream extends AutoCloseable {
    /**
     * Goes on to the next batch, and waits for it where need be.
     *
     * @return the number of its examples, 0 where the epoch has ended
     */
    int next();

    /** Copies one field of the batch, one example behind the other, into the first elements of a buffer. */
    void read(String field, Buffer into);

    @Override
    default void close() {}
}
