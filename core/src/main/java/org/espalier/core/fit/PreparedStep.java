package org.espalier.core.fit;

import java.util.Arrays;
import java.util.function.Supplier;
import org.espalier.backend.Buffer;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.tensor.TensorType;

/** One plan of a step with memory, its buffers found beforehand so that a step looks nothing up. */
final class PreparedStep {
    private final Key key;
    private final StepGraph graph;
    private final Execution execution;
    private final Buffer[] inputs;
    private final Buffer[] targets;
    private final Buffer[] statistics;
    private final TensorType[] outputs;
    private final Buffer loss;
    private final Buffer dataLoss;
    private final Buffer weight;
    private final Buffer finite;
    private final Buffer[] rates;
    private BatchObjective objective;

    /** What a plan is made for. */
    record Key(StepGraph.Kind kind, int batch) {}

    /**
     * A plan's buffers.
     *
     * @param read the inputs that are fed with fields of the data
     * @param targets the input with the target of each objective, null where it has none
     * @param outputs the type of what each objective looks at
     */
    PreparedStep(
            Key key, StepGraph graph, Execution e, String[] read, String[] targets, TensorType[] outputs) {
        this.key = key;
        this.graph = graph;
        this.execution = e;
        boolean fed = key.kind != StepGraph.Kind.APPLY;
        this.inputs = fed ? Arrays.stream(read).map(e::input).toArray(Buffer[]::new) : new Buffer[0];
        this.targets = fed
                ? Arrays.stream(targets).map(t -> t == null ? null : e.input(t)).toArray(Buffer[]::new)
                : new Buffer[0];
        this.statistics = graph.guarded().stream()
                .filter(n -> n.startsWith(StepGraph.METRIC))
                .map(e::output)
                .toArray(Buffer[]::new);
        this.outputs = outputs;
        this.loss = fed ? e.output(StepGraph.LOSS) : null;
        this.dataLoss = fed ? e.output(StepGraph.DATA_LOSS) : null;
        this.weight = graph.guarded().contains(StepGraph.WEIGHT) ? e.output(StepGraph.WEIGHT) : null;
        this.finite = fed ? e.output(StepGraph.FINITE) : null;
        this.rates = new Buffer[graph.rates().size()];
        Arrays.setAll(rates, i -> e.input(StepGraph.LEARNING_RATE + "/" + i));
    }

    Key key() {
        return key;
    }

    StepGraph graph() {
        return graph;
    }

    Execution execution() {
        return execution;
    }

    /** Sets a number that the step reads, where it does. */
    void set(String input, double value) {
        Buffer b = execution.inputOrNull(input);
        if (b != null) {
            b.setDouble(0, value);
        }
    }

    /** Sets a whole number that the step reads, where it does. */
    void setLong(String input, long value) {
        Buffer b = execution.inputOrNull(input);
        if (b != null) {
            b.setLong(0, value);
        }
    }

    /** One for each field that is read. */
    Buffer[] inputs() {
        return inputs;
    }

    /** One for each objective; null where it has no target. */
    Buffer[] targets() {
        return targets;
    }

    Buffer[] statistics() {
        return statistics;
    }

    TensorType[] outputs() {
        return outputs;
    }

    Buffer loss() {
        return loss;
    }

    Buffer dataLoss() {
        return dataLoss;
    }

    /** The sum of the weights of the batch's examples, as many as there are where they have none. */
    double weight() {
        return weight == null ? key.batch() : weight.getDouble(0);
    }

    /** One for each schedule besides the run's own. */
    Buffer[] rates() {
        return rates;
    }

    /** Whether loss and gradients are. */
    Buffer finite() {
        return finite;
    }

    /** The batch in the inputs as what an optimizer may ask for; made when it is first wanted. */
    BatchObjective objective(Supplier<Plan> hessian) {
        if (objective == null) {
            objective = new BatchObjective(graph.trained(), execution, hessian);
        }
        return objective;
    }
}
