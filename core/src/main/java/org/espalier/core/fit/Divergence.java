package org.espalier.core.fit;

import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Graph;
import org.espalier.plugin.DataException;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;

/** Finds out where the first number came from that was not finite, by running the step once more, op by op. */
final class Divergence {
    private Divergence() {}

    static EspalierException explain(
            Model model, StepGraph step, Execution failed, List<String> fields, long number, double loss, double rate) {
        for (String field : fields) {
            Buffer b = failed.input(field);
            int at = Execution.nonFinite(b);
            if (at >= 0) {
                int rows = (int) step.graph().input(field).type().shape().length(0);
                return new DataException("the field '" + field + "' holds " + b.getDouble(at) + " in example "
                        + at / (b.length() / rows) + " of the batch of step " + number
                        + "; clean the data, or fill what is missing, before training");
            }
        }
        String place = place(model, step, failed);
        return new DivergenceException("training diverged at step " + number + ": the loss was " + loss
                + (Double.isNaN(rate) ? "" : " at the learning rate " + rate) + "; the first value that was not finite came from "
                + place + "; the weights are those from before this step. Lower the learning rate, or clip gradients");
    }

    private static String place(Model model, StepGraph step, Execution failed) {
        for (Graph.Port p : step.graph().inputs()) {
            if (!Execution.isFinite(failed.input(p.name()))) {
                return "the variable '" + p.name() + "', made so by the update before";
            }
        }
        // Without fusion every op is a call of its own, so the culprit is named exactly.
        try (Engine plain = Engine.create(model.registry(), Engine.REFERENCE, 1)) {
            Plan plan = Plan.of(plain, step.graph(), Map.of(), step.guarded());
            Execution e = plan.execution();
            step.graph().inputs().forEach(p -> e.input(p.name()).copyFrom(failed.input(p.name())));
            Execution.NonFinite first = e.firstNonFinite();
            return first == null
                    ? "a rounding that the reference backend does not share"
                    : first.node().label() + " (" + first.value() + " in element " + first.element() + " of " + first.type() + ")";
        }
    }
}
