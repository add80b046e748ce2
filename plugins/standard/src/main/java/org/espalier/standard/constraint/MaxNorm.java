package org.espalier.standard.constraint;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Constraint;

/**
 * The weights of each unit have a norm of at most a number: w · c / max(‖w‖, c) (Srebro, Shraibman 2005; Srivastava et al.
 * 2014).
 *
 * @param maximum c, above 0
 * @param axes over which the norm is taken, from the end if negative; 0 by default, the inputs of a dense unit
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MaxNorm(double maximum, List<Integer> axes) implements Constraint {
    public MaxNorm {
        Check.positive("MaxNorm", "maximum", maximum);
        axes = Check.filled("MaxNorm", "axes", axes);
    }

    /** For dense units. */
    public static MaxNorm of(double maximum) {
        return new MaxNorm(maximum, List.of(0));
    }

    /** With the norm over other axes. */
    public MaxNorm withAxes(Integer... others) {
        return new MaxNorm(maximum, List.of(others));
    }

    @Override
    public Value apply(Value parameter) {
        Value norm = Norms.over(parameter, axes);
        return parameter.mul(norm.constant(maximum).div(norm.max(maximum)));
    }
}
