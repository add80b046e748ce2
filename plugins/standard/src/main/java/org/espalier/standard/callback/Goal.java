package org.espalier.standard.callback;

import java.util.Arrays;
import java.util.Set;
import org.espalier.plugin.API;

/** Which way a monitored figure gets better. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Goal {
    /** By the name: smaller for losses and errors (a part of the name is loss, error, mse, ...), otherwise larger. */
    AUTO,
    /** Smaller is better. */
    SMALLER,
    /** Larger is better. */
    LARGER;

    private static final Set<String> SMALL = Set.of("loss", "error", "mse", "mae", "rmse", "perplexity", "divergence");

    /** Whether a figure of this name gets better by growing. */
    public boolean larger(String figure) {
        return this == AUTO ? Arrays.stream(figure.split("_")).noneMatch(SMALL::contains) : this == LARGER;
    }
}
