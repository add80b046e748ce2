package org.espalier.standard.constraint;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Constraint;

/**
 * The weights of each unit have the norm 1: w / ‖w‖; weights that are all 0 stay so.
 *
 * @param axes over which the norm is taken, from the end if negative; 0 by default, the inputs of a dense unit
 */
@API(status = API.Status.STABLE, since = "0.1")
public record UnitNorm(List<Integer> axes) implements Constraint {
    public UnitNorm {
        axes = Check.filled("UnitNorm", "axes", axes);
    }

    /** For dense units. */
    public static final UnitNorm DEFAULT = new UnitNorm(List.of(0));

    /** With the norm over other axes. */
    public UnitNorm withAxes(Integer... others) {
        return new UnitNorm(List.of(others));
    }

    @Override
    public Value apply(Value parameter) {
        return parameter.div(Norms.over(parameter, axes).max(1e-12));
    }
}
