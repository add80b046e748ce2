package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Scales the gradient of each parameter for itself so that its norm is at most a number: g · n / max(‖g‖, n). Each keeps
 * its direction (Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks; ICML 2013).
 *
 * @param norm n, above 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ClipByNorm(double norm) implements GradientTransformation {
    public ClipByNorm {
        Check.positive("ClipByNorm", "norm", norm);
    }

    /** Down to this norm. */
    public static ClipByNorm of(double norm) {
        return new ClipByNorm(norm);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        return Updates.each(gradients, (i, g) -> g.mul(factor(g.square().sum(), norm)));
    }

    /** n / max(√s, n): exactly 1 where nothing is to be clipped, and no division by 0. */
    static Value factor(Value squares, double norm) {
        return squares.constant(norm).div(squares.sqrt().max(norm));
    }
}
