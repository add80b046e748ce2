package org.espalier.plugin;

/** Training was stopped because the loss or a gradient was no longer finite; the last good weights were kept. */
@API(status = API.Status.STABLE, since = "0.1")
public class DivergenceException extends EspalierException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public DivergenceException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public DivergenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
