package org.espalier.plugin;

/** A plugin could not be found, loaded or registered, or two plugins contradict each other. */
@API(status = API.Status.STABLE, since = "0.1")
public class PluginException extends EspalierException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, where, and what to do, in one sentence. */
    public PluginException(String message) {
        super(message);
    }

    /** What went wrong, where, and what to do, in one sentence, and what caused it. */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
