package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Role;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Decoupled weight decay: θ -= ηλθ beside what the optimizer does (Loshchilov, Hutter: Decoupled weight decay
 * regularization; ICLR 2019). {@code Adam.of(1e-3).with(WeightDecay.of(0.01))} is AdamW.
 *
 * @param rate λ, at least 0
 * @param roles the roles of the parameters that decay; weights only by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record WeightDecay(double rate, List<Role> roles) implements GradientTransformation {
    public WeightDecay {
        Check.notNegative("WeightDecay", "rate", rate);
        roles = Check.filled("WeightDecay", "roles", roles);
    }

    /** Of weights; biases and normalisation parameters are left alone. */
    public static WeightDecay of(double rate) {
        return new WeightDecay(rate, List.of(Role.WEIGHT));
    }

    /** Of parameters of these roles. */
    public WeightDecay withRoles(Role... others) {
        return new WeightDecay(rate, List.of(others));
    }

    @Override
    public Stage stage() {
        return Stage.AFTER;
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> changes) {
        Value decay = Updates.descent(scope).mul(rate);
        return Updates.each(changes, (i, change) -> {
            UpdateScope.Parameter p = scope.parameters().get(i);
            return roles.contains(p.spec().role()) ? change.add(p.value().mul(decay)) : change;
        });
    }
}
