package org.espalier.standard.callback;

import org.espalier.plugin.API;
import org.espalier.plugin.DivergenceException;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Ends a run whose loss or gradients are no longer finite as if it were over: with its history, and with the weights from
 * before the step that failed, or the best ones. The reason names the first value that was not finite and its layer.
 * Without this, an exception with the same message ends the run.
 *
 * @param restoreBest whether the weights come back that another callback, such as early stopping, has remembered as the
 *     best; false by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StopOnDivergence(boolean restoreBest) implements Callback {
    /** With the weights from before the step. */
    public static final StopOnDivergence DEFAULT = new StopOnDivergence(false);

    /** With the best weights, or those from before the step. */
    public StopOnDivergence withRestoreBest(boolean restore) {
        return new StopOnDivergence(restore);
    }

    @Override
    public Listener start(Run run) {
        return new Listener() {
            @Override
            public Directive onDivergence(DivergenceException cause) {
                return Directive.stop(cause.getMessage(), restoreBest);
            }
        };
    }
}
