package org.espalier.standard.optim;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.PathPattern;
import org.espalier.nn.Role;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A transformation of a group of parameters: those whose path matches a pattern and whose role is one of some. The others
 * pass by it. What works on all at once, such as clipping by the global norm, sees the group only.
 *
 * <p>{@code sgd(0.1).with(Selected.of("encoder/**", ScaleRate.of(0.1)))} trains the encoder at 0.01.
 *
 * @param pattern a {@link PathPattern}; {@code **} by default
 * @param roles all by default
 * @param transformation what is done with them, at its own stage
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Selected(String pattern, List<Role> roles, GradientTransformation transformation)
        implements GradientTransformation {
    public Selected {
        Check.present("Selected", "pattern", pattern);
        roles = Check.filled("Selected", "roles", roles);
        Check.require(transformation != null && !(transformation instanceof GradientOptimizer), "Selected", "transformation",
                "one of gradients or changes; for an optimizer use Grouped", transformation);
    }

    /** Of parameters whose path matches, of any role. */
    public static Selected of(String pattern, GradientTransformation transformation) {
        return new Selected(pattern, List.of(Role.values()), transformation);
    }

    /** Of parameters of these roles only. */
    public Selected withRoles(Role... others) {
        return new Selected(pattern, List.of(others), transformation);
    }

    @Override
    public Stage stage() {
        return transformation.stage();
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        List<Value> all = new ArrayList<>(gradients);
        PartOfScope.apply(scope, PartOfScope.choose("Selected", scope, pattern, roles), scope.learningRate(), transformation, all);
        return all;
    }
}
