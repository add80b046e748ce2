package org.acme.espalier;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;

/** θ −= η·sign(β₁m + (1−β₁)g), then m = β₂m + (1−β₂)g (Chen et al.: Symbolic discovery of optimization algorithms, 2023). */
public record Lion(Schedule learningRate, double beta1, double beta2) implements GradientOptimizer {
    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        List<Value> changes = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Value g = gradients.get(i);
            Value m = scope.slot("lion", i, 0);
            Value direction = m.mul(beta1).add(g.mul(1 - beta1)).sign();
            scope.assign(m, m.mul(beta2).add(g.mul(1 - beta2)));
            changes.add(direction.mul(scope.learningRate()).neg());
        }
        return changes;
    }
}
