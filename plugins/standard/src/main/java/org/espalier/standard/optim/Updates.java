package org.espalier.standard.optim;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.UpdateScope;

/** What optimizers and transformations have in common: one formula, written for each parameter. */
final class Updates {
    private Updates() {}

    /** A formula for one parameter. */
    @FunctionalInterface
    interface Rule {
        Value apply(int parameter, Value gradient);
    }

    /** Writes a formula for each parameter. */
    static List<Value> each(List<Value> gradients, Rule rule) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            results.add(rule.apply(i, gradients.get(i)));
        }
        return results;
    }

    /**
     * The scalar -η in the dtype of the parameters. Negated once: the formulas are chains over all elements of all
     * parameters, and every op in them counts.
     */
    static Value descent(UpdateScope scope) {
        return scope.learningRate().neg();
    }

    /** rho * average + (1 - rho) * fresh, which becomes the slot's next value. */
    static Value average(UpdateScope scope, Value slot, double rho, Value fresh) {
        Value next = slot.mul(rho).add(fresh.mul(1 - rho));
        scope.assign(slot, next);
        return next;
    }
}
