package org.espalier.plugin;

/** A model cannot be exported, or an exported file does not compute what the model computes. */
@API(status = API.Status.STABLE, since = "0.1")
public class ExportException extends EspalierException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public ExportException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
