package org.espalier.plugin;

/** The one family of exceptions that Espalier throws for a user's mistake or a damaged input. */
@API(status = API.Status.STABLE, since = "0.1")
public class EspalierException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public EspalierException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public EspalierException(String message, Throwable cause) {
        super(message, cause);
    }
}
