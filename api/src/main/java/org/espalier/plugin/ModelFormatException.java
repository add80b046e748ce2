package org.espalier.plugin;

/** A saved file is damaged, truncated, of an unknown form, or needs a component that is not there. */
@API(status = API.Status.STABLE, since = "0.1")
public class ModelFormatException extends EspalierException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public ModelFormatException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
