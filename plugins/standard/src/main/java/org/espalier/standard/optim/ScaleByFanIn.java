package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Role;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;

/**
 * A learning rate for each layer: the changes of weights are divided by √fan_in (LeCun, Bottou, Orr, Müller: Efficient
 * BackProp; 1998). Other parameters are left alone.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ScaleByFanIn() implements GradientTransformation {
    /** The one there is. */
    public static final ScaleByFanIn INSTANCE = new ScaleByFanIn();

    @Override
    public Stage stage() {
        return Stage.AFTER;
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> changes) {
        return Updates.each(changes, (i, change) -> {
            var spec = scope.parameters().get(i).spec();
            return spec.role() == Role.WEIGHT ? change.mul(1 / Math.sqrt(spec.fanIn())) : change;
        });
    }
}
