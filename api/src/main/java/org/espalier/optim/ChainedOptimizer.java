package org.espalier.optim;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * An optimizer with transformations before it (on gradients) and after it (on changes), each in the order in which
 * it was added.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ChainedOptimizer(
        List<GradientTransformation> before, GradientOptimizer optimizer, List<GradientTransformation> after)
        implements GradientOptimizer {
    public ChainedOptimizer {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** A chain of one. */
    public static ChainedOptimizer of(GradientOptimizer optimizer) {
        return new ChainedOptimizer(List.of(), optimizer, List.of());
    }

    @Override
    public Schedule learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public GradientOptimizer with(GradientTransformation other) {
        return other.stage() == Stage.BEFORE
                ? new ChainedOptimizer(appended(before, other), optimizer, after)
                : new ChainedOptimizer(before, optimizer, appended(after, other));
    }

    private static List<GradientTransformation> appended(List<GradientTransformation> list, GradientTransformation t) {
        List<GradientTransformation> copy = new ArrayList<>(list);
        copy.add(t);
        return copy;
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        List<Value> values = gradients;
        for (GradientTransformation t : before) {
            values = t.apply(scope, values);
        }
        values = optimizer.apply(scope, values);
        for (GradientTransformation t : after) {
            values = t.apply(scope, values);
        }
        return values;
    }
}
