package org.espalier.training;

import java.nio.file.Path;
import java.util.List;
import org.espalier.plugin.API;

/**
 * What a callback wants done.
 *
 * @param keepWeights remember the present weights as the best so far
 * @param stop end the run after this
 * @param restoreWeights go back to the remembered weights
 * @param learningRateFactor multiply the learning rate by this from now on
 * @param reason for logs, empty where there is nothing to say
 * @param saves files to which the state of the run is written when all callbacks have been told of the epoch: the weights
 *     and what a run needs to go on from there
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Directive(
        boolean keepWeights, boolean stop, boolean restoreWeights, double learningRateFactor, String reason,
        List<Path> saves) {
    /** Go on. */
    public static final Directive CONTINUE = new Directive(false, false, false, 1, "");
    /** Remember the present weights as the best so far. */
    public static final Directive KEEP_WEIGHTS = new Directive(true, false, false, 1, "");

    public Directive {
        saves = List.copyOf(saves);
    }

    /** Without files to write. */
    public Directive(
            boolean keepWeights, boolean stop, boolean restoreWeights, double learningRateFactor, String reason) {
        this(keepWeights, stop, restoreWeights, learningRateFactor, reason, List.of());
    }

    /** End the run, with the remembered weights if wanted. */
    public static Directive stop(String reason, boolean restoreWeights) {
        return new Directive(false, true, restoreWeights, 1, reason);
    }

    /** Multiply the learning rate. */
    public static Directive scaleLearningRate(double factor, String reason) {
        return new Directive(false, false, false, factor, reason);
    }

    /** Write the state of the run to files, each of them whole or not at all. */
    public static Directive save(List<Path> files) {
        return new Directive(false, false, false, 1, "", files);
    }
}
