package org.espalier.standard.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.nn.PathPattern;
import org.espalier.nn.Role;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Two optimizers: one for a group of parameters, those whose path matches a pattern and whose role is one of some, and one
 * for the others, which may be grouped again. Each has its own schedule and its own transformations; the run's learning rate
 * is that of the others.
 *
 * @param pattern a {@link PathPattern}
 * @param roles all by default
 * @param optimizer of the group
 * @param others of all other parameters
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Grouped(String pattern, List<Role> roles, GradientOptimizer optimizer, GradientOptimizer others)
        implements GradientOptimizer {
    public Grouped {
        Check.present("Grouped", "pattern", pattern);
        roles = Check.filled("Grouped", "roles", roles);
        Check.present("Grouped", "optimizer", optimizer);
        Check.present("Grouped", "others", others);
    }

    /** An optimizer for parameters whose path matches, and one for the others. */
    public static Grouped of(String pattern, GradientOptimizer optimizer, GradientOptimizer others) {
        return new Grouped(pattern, List.of(Role.values()), optimizer, others);
    }

    /** With a group of these roles only. */
    public Grouped withRoles(Role... some) {
        return new Grouped(pattern, List.of(some), optimizer, others);
    }

    @Override
    public Schedule learningRate() {
        return others.learningRate();
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        List<Integer> group = PartOfScope.choose("Grouped", scope, pattern, roles);
        List<Integer> rest = IntStream.range(0, gradients.size()).filter(i -> !group.contains(i)).boxed().toList();
        List<Value> all = new ArrayList<>(gradients);
        PartOfScope.apply(scope, group, scope.learningRate(optimizer.learningRate()), optimizer, all);
        if (!rest.isEmpty()) {
            PartOfScope.apply(scope, rest, scope.learningRate(), others, all);
        }
        return all;
    }
}
