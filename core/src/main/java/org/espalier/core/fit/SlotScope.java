package org.espalier.core.fit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The update scope of one step graph: slots are inputs of the graph, assignments its outputs. */
final class SlotScope implements UpdateScope {
    /** Goes before the names of slots among the variables. */
    static final String PREFIX = "optimizer/";

    private final GraphBuilder builder;
    private final List<Parameter> parameters;
    private final Value learningRate;
    private final Value step;
    private final Value seed;
    private final Map<Schedule, Value> rates = new LinkedHashMap<>();
    private final Map<String, Tensor> initial = new LinkedHashMap<>();
    private final Map<Integer, String> slotOfEdge = new HashMap<>();
    private final Map<String, Value> assigned = new LinkedHashMap<>();

    SlotScope(GraphBuilder builder, List<Parameter> parameters, Value learningRate, Value step, Value seed) {
        this.builder = builder;
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.step = step;
        this.seed = seed;
    }

    /** The slots with their first values. */
    Map<String, Tensor> initial() {
        return initial;
    }

    /** What slots become. */
    Map<String, Value> assigned() {
        return assigned;
    }

    @Override
    public Ops ops() {
        return builder;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Value learningRate() {
        return learningRate;
    }

    @Override
    public Value learningRate(Schedule other) {
        return rates.computeIfAbsent(other, s ->
                builder.input(StepGraph.LEARNING_RATE + "/" + rates.size(), learningRate.type()));
    }

    /** The schedules besides the run's own, in the order of their inputs. */
    List<Schedule> rates() {
        return List.copyOf(rates.keySet());
    }

    @Override
    public Value step() {
        return step;
    }

    @Override
    public Value seed() {
        return seed;
    }

    @Override
    public Value slot(String name, int parameter, double first) {
        Parameter p = parameters.get(parameter);
        return declare(name + "/" + p.spec().path(), p.value().type(), first);
    }

    @Override
    public Value slot(String name, DType dtype, Shape shape, double first) {
        return declare(name, new TensorType(dtype, shape), first);
    }

    /** Two stages of a chain may use the same name; each gets its own slot, told apart by their order. */
    private Value declare(String name, TensorType type, double first) {
        String full = PREFIX + name;
        for (int i = 2; initial.containsKey(full); i++) {
            full = PREFIX + name + "#" + i;
        }
        Value v = builder.input(full, type);
        initial.put(full, Tensor.full(type, first));
        slotOfEdge.put(v.edge().id(), full);
        return v;
    }

    @Override
    public void assign(Value slot, Value next) {
        String name = slotOfEdge.get(slot.edge().id());
        if (name == null) {
            throw new EspalierException("assign needs a value that slot(...) gave, but was given " + slot);
        }
        if (!next.type().equals(slot.type())) {
            throw new EspalierException("the slot '" + name + "' is " + slot.type() + " and cannot become " + next.type());
        }
        if (assigned.put(name, next) != null) {
            throw new EspalierException("the slot '" + name + "' is assigned twice in one step");
        }
    }
}
