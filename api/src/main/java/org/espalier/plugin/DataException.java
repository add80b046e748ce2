package org.espalier.plugin;

/** A data set does not fit the network: its shape, dtype, labels or values. */
@API(status = API.Status.STABLE, since = "0.1")
public class DataException extends EspalierException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public DataException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
