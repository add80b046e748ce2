package org.espalier.core.fit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.backend.Buffer;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Objective;
import org.espalier.core.model.Traced;
import org.espalier.core.model.Variables;
import org.espalier.core.plan.Plan;
import org.espalier.data.Batch;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.graph.Graph;
import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * The compiled step of a training, open for loops of one's own: run it, look at what it computed, alternate it with
 * the step of another model, accumulate gradients over several batches before an update. What {@code fit} does stands
 * on this. Weights change only if the loss and every gradient were finite. For use by one thread.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class TrainingStep {
    private final Model model;
    private final Training training;
    private final List<Objective> objectives;
    private final StepFields fields;
    private final Variables slots = new Variables();
    private final SlotMemory memory = new SlotMemory(slots, () -> updates() + 1);
    private final Map<PreparedStep.Key, PreparedStep> prepared = new HashMap<>();
    private PreparedStep current;
    private long steps;
    private long updates;
    private int accumulated;
    private long updatesPerEpoch = 1;
    private boolean converged;

    /**
     * The step of a training for data with these fields.
     *
     * @throws DataException where a field is missing or of another type than the network's input
     */
    public TrainingStep(Model model, Training training, Map<String, TensorType> fields) {
        this.model = model;
        this.training = training;
        this.objectives = training.objectives(model.network());
        this.fields = new StepFields(model, objectives, fields);
        if (training.optimizer() instanceof ObjectiveOptimizer && !training.rules().constraints().isEmpty()) {
            throw new EspalierException("constraints are kept with optimizers that make changes from gradients only, not with "
                    + training.optimizer() + "; use a penalty");
        }
    }

    /** The names of the fields that are read from the data. */
    public List<String> fields() {
        return fields.names();
    }

    /** Batches seen so far; random layers draw anew for each. */
    public long steps() {
        return steps;
    }

    /** Updates made so far. */
    public long updates() {
        return updates;
    }

    /** The optimizer's variables and accumulators. */
    public Variables slots() {
        return slots;
    }

    /** For the schedules of groups of parameters that count in epochs; 1 at first. */
    public void setUpdatesPerEpoch(long n) {
        updatesPerEpoch = n;
    }

    void restore(long stepsDone, long updatesDone) {
        this.steps = stepsDone;
        this.updates = updatesDone;
    }

    /** Computes gradients on a batch and updates the weights; returns the loss. */
    public double update(Batch batch, double learningRate) {
        select(StepGraph.Kind.UPDATE, fields.count(batch));
        fields.feed(current, batch);
        return update(learningRate);
    }

    /** As {@link #update(Batch, double)} with rows of a data set, allocating nothing once it is warm. */
    public double update(Dataset data, int[] rows, int count, double learningRate) {
        select(StepGraph.Kind.UPDATE, count);
        fields.feed(current, data, rows);
        return update(learningRate);
    }

    /** As {@link #update(Batch, double)} with the batch that a stream is at, which has {@code count} examples. */
    public double update(BatchStream batches, int count, double learningRate) {
        select(StepGraph.Kind.UPDATE, count);
        fields.feed(current, batches);
        return update(learningRate);
    }

    /** Adds the gradients on a batch to those accumulated before; returns the loss. */
    public double accumulate(Batch batch) {
        select(StepGraph.Kind.ACCUMULATE, fields.count(batch));
        fields.feed(current, batch);
        return accumulate();
    }

    /** As {@link #accumulate(Batch)} with rows of a data set. */
    public double accumulate(Dataset data, int[] rows, int count) {
        select(StepGraph.Kind.ACCUMULATE, count);
        fields.feed(current, data, rows);
        return accumulate();
    }

    /** As {@link #accumulate(Batch)} with the batch that a stream is at, which has {@code count} examples. */
    public double accumulate(BatchStream batches, int count) {
        select(StepGraph.Kind.ACCUMULATE, count);
        fields.feed(current, batches);
        return accumulate();
    }

    /** Updates the weights with the mean of the accumulated gradients, and starts over. */
    public void apply(double learningRate) {
        if (accumulated == 0) {
            throw new EspalierException("there are no accumulated gradients to apply; call accumulate first");
        }
        PreparedStep fed = current;
        select(StepGraph.Kind.APPLY, 0);
        current.set(StepGraph.SCALE, 1.0 / accumulated);
        setRates(learningRate);
        commit();
        updates++;
        accumulated = 0;
        current = fed;
    }

    private double update(double learningRate) {
        setRates(learningRate);
        setRandom();
        firstSegment(learningRate);
        commit();
        if (training.optimizer() instanceof ObjectiveOptimizer optimizer) {
            search(optimizer, learningRate);
        }
        steps++;
        updates++;
        return loss();
    }

    /** The step outside the graph; what the graph computed, loss and captured values, stays that of where it began. */
    private void search(ObjectiveOptimizer optimizer, double learningRate) {
        BatchObjective objective = current.objective(this::hessian);
        double[] point = objective.point();
        converged = !optimizer.step(objective, memory.at(learningRate), point);
        if (converged) {
            return;
        }
        for (double v : point) {
            if (!Double.isFinite(v)) {
                throw new DivergenceException("the step " + steps + " of " + optimizer + " leads to " + v
                        + "; the weights are those from before it. Lower the learning rate");
            }
        }
        long stamp = model.variables().lock().writeLock();
        try {
            objective.moveTo(point);
        } finally {
            model.variables().lock().unlockWrite(stamp);
        }
    }

    private Plan hessian() {
        return Plan.of(model.engine(),
                StepGraph.of(model, training, fields.types(), current.key().batch(), StepGraph.Kind.HESSIAN).graph());
    }

    /** Whether the last update found no better point, which only an {@link ObjectiveOptimizer} can say. */
    public boolean hasConverged() {
        return converged;
    }

    private double accumulate() {
        if (training.optimizer() instanceof ObjectiveOptimizer) {
            throw new EspalierException("gradients are not accumulated for " + training.optimizer()
                    + ", which asks for them itself; give it a larger batch");
        }
        setRandom();
        firstSegment(Double.NaN);
        commit();
        steps++;
        accumulated++;
        return loss();
    }

    private void firstSegment(double learningRate) {
        current.execution().runFirst();
        if (!current.finite().bool()[current.finite().offset()]) {
            throw Divergence.explain(model, current.graph(), current.execution(), List.of(fields.ports()), steps, loss(), learningRate);
        }
    }

    private void commit() {
        long stamp = model.variables().lock().writeLock();
        try {
            current.execution().runSecond();
        } finally {
            model.variables().lock().unlockWrite(stamp);
        }
    }

    private void setRates(double learningRate) {
        current.set(StepGraph.LEARNING_RATE, learningRate);
        setOtherRates(learningRate);
        current.setLong(StepGraph.UPDATE_NUMBER, updates + 1);
        current.setLong(Traced.SEED, training.seed());
    }

    /** Groups of parameters have schedules of their own; what the caller made of the run's own is made of them too. */
    private void setOtherRates(double learningRate) {
        Buffer[] rates = current.rates();
        if (rates.length > 0) {
            double own = training.optimizer().learningRate().at(updates, updatesPerEpoch);
            double factor = own == 0 ? 1 : learningRate / own;
            for (int i = 0; i < rates.length; i++) {
                rates[i].setDouble(0, current.graph().rates().get(i).at(updates, updatesPerEpoch) * factor);
            }
        }
    }

    private void setRandom() {
        current.setLong(Traced.SEED, training.seed());
        current.setLong(Traced.STEP, steps);
    }

    /** The loss of the last batch, penalties included. */
    public double loss() {
        return current.loss().getDouble(0);
    }

    /** The loss of the last batch without penalties. */
    public double dataLoss() {
        return current.dataLoss().getDouble(0);
    }

    /** The sum of the weights of the last batch's examples; their number where they have none. */
    public double weight() {
        return current.weight();
    }

    /** The paths behind a prefix among what was captured of the last batch, in order. */
    Set<String> capturedPaths(String prefix) {
        Set<String> paths = new LinkedHashSet<>();
        current.graph().guarded().stream().filter(n -> n.startsWith(prefix)).forEach(n -> paths.add(n.substring(prefix.length())));
        return paths;
    }

    /** A captured value ({@code value/<path>}) or gradient ({@code gradient/<path>}) of the last batch. */
    public Tensor captured(String name) {
        if (current.graph().graph().outputs().stream().noneMatch(p -> p.name().equals(name))) {
            throw new EspalierException("'" + name + "' was not asked for, so it was not computed; name the layer or the"
                    + " parameter in withCapture(...) of the training, as in withCapture(\""
                    + name.substring(name.indexOf('/') + 1) + "\")");
        }
        return current.execution().result(name);
    }

    /** What is computed for a batch size, as a graph before rewriting, to be printed. */
    public Graph graph(int batch) {
        return StepGraph.of(model, training, fields.types(), batch, StepGraph.Kind.UPDATE).graph();
    }

    /** The plan for a batch size, to be printed or profiled. */
    public Plan plan(int batch) {
        select(StepGraph.Kind.UPDATE, batch);
        return current.execution().plan();
    }

    /** The statistics of all metrics for the last batch, one metric's behind the other's. */
    Buffer[] statistics() {
        return current.statistics();
    }

    /** The type of each statistic. */
    List<TensorType> statisticTypes() {
        return current.graph().graph().outputs().stream()
                .filter(p -> p.name().startsWith(StepGraph.METRIC))
                .map(Graph.Port::type)
                .toList();
    }

    /** How many statistics each metric has. */
    List<Integer> statisticCounts() {
        return current.graph().statistics();
    }

    private void select(StepGraph.Kind kind, int batch) {
        if (current != null && current.key().kind() == kind && current.key().batch() == batch) {
            return;
        }
        PreparedStep.Key key = new PreparedStep.Key(kind, batch);
        current = prepared.get(key);
        if (current == null) {
            current = prepare(key);
            prepared.put(key, current);
        }
    }

    private TensorType[] outputTypes(int batch) {
        return objectives.stream()
                .map(o -> model.inferenceGraph().output(o.output()).type().bind(Map.of(Input.BATCH, (long) batch)))
                .toArray(TensorType[]::new);
    }

    private PreparedStep prepare(PreparedStep.Key key) {
        if (key.batch() < 1 && key.kind() != StepGraph.Kind.APPLY) {
            throw new DataException("a batch needs at least one example, but has " + key.batch());
        }
        StepGraph graph = StepGraph.of(model, training, fields.types(), key.batch(), key.kind());
        graph.slots().forEach((name, value) -> {
            if (!slots.types().containsKey(name)) {
                slots.put(name, value);
            }
        });
        Map<String, Buffer> shared = new LinkedHashMap<>(model.variables().buffers());
        shared.putAll(slots.buffers());
        Plan plan = Plan.of(model.engine(), graph.graph(), graph.updates(), graph.guarded());
        return new PreparedStep(
                key, graph, plan.execution(shared), fields.ports(), fields.targets(), outputTypes(key.batch()));
    }
}
