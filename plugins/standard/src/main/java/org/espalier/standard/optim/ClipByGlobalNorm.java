package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Scales all gradients by one factor so that their common norm is at most a number: g · n / max(‖all g‖, n). The whole
 * keeps its direction (Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks; ICML 2013).
 *
 * @param norm n, above 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ClipByGlobalNorm(double norm) implements GradientTransformation {
    public ClipByGlobalNorm {
        Check.positive("ClipByGlobalNorm", "norm", norm);
    }

    /** Down to this norm. */
    public static ClipByGlobalNorm of(double norm) {
        return new ClipByGlobalNorm(norm);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        if (gradients.isEmpty()) {
            return gradients;
        }
        Value squares = gradients.stream().map(g -> g.square().sum()).reduce(Value::add).orElseThrow();
        Value factor = ClipByNorm.factor(squares, norm);
        return Updates.each(gradients, (i, g) -> g.mul(factor));
    }
}
