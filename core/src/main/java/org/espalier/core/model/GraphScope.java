package org.espalier.core.model;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.op.Ops;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** A scope of the network that a {@link Tracer} writes. */
final class GraphScope implements Scope {
    private final Tracer tracer;
    private final String path;
    /** Whether this scope was written before with the same layer, so that its variables are there already. */
    private final boolean again;

    GraphScope(Tracer tracer, String path, boolean again) {
        this.tracer = tracer;
        this.path = path;
        this.again = again;
    }

    /** Writes a layer into this scope. */
    List<Value> write(Layer layer, List<Value> inputs) {
        String before = tracer.builder.at(path);
        try {
            return layer.apply(this, inputs);
        } catch (IllegalArgumentException e) {
            throw new EspalierException(e.getMessage() + (path.isEmpty() ? "" : ", at " + path), e);
        } finally {
            tracer.builder.at(before);
        }
    }

    @Override
    public Ops ops() {
        return tracer.builder;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean training() {
        return tracer.mode == TraceMode.TRAINING;
    }

    @Override
    public boolean sampling() {
        return training() || tracer.mode == TraceMode.SAMPLING;
    }

    @Override
    public boolean settling() {
        return tracer.mode == TraceMode.SETTLING;
    }

    @Override
    public void hint(String text) {
        tracer.hints.add(text);
    }

    @Override
    public DType dtype() {
        return tracer.dtype;
    }

    @Override
    public Value parameter(String name, Shape shape, Initializer initializer, Role role, long fanIn, long fanOut) {
        String full = full(name);
        requireKnown(full, shape);
        TensorType type = new TensorType(tracer.dtype, shape);
        if (again) {
            return variable(full, type);
        }
        ParameterSpec spec = new ParameterSpec(full, shape, role, fanIn, fanOut);
        Value v = declare(full, type);
        tracer.parameters.put(full, new Traced.Parameter(spec, type, initializer));
        return v;
    }

    @Override
    public Value state(String name, Shape shape, double initial) {
        String full = full(name);
        requireKnown(full, shape);
        TensorType type = new TensorType(tracer.dtype, shape);
        Value v;
        if (again) {
            v = variable(full, type);
        } else {
            v = declare(full, type);
            tracer.states.put(full, new Traced.State(full, type, initial));
        }
        tracer.stateOfEdge.put(v.edge().id(), full);
        return v;
    }

    private static void requireKnown(String full, Shape shape) {
        if (!shape.isKnown()) {
            throw new EspalierException("the variable '" + full + "' needs a known shape, but has " + shape
                    + "; give the input's dim a number");
        }
    }

    private Value declare(String full, TensorType type) {
        if (tracer.variables.containsKey(full)) {
            throw new EspalierException("the name '" + full + "' is used twice; give each parameter and state of a layer a name"
                    + " of its own");
        }
        Value v = tracer.builder.input(full, type);
        tracer.variables.put(full, v);
        return v;
    }

    private Value variable(String full, TensorType type) {
        Value v = tracer.variables.get(full);
        if (v == null || !v.type().equals(type)) {
            throw new EspalierException("the shared variable '" + full + "' is " + (v == null ? "not there" : v.type())
                    + " from its first use, but " + type + " is needed now");
        }
        return v;
    }

    @Override
    public void update(Value state, Value next) {
        String full = tracer.stateOfEdge.get(state.edge().id());
        if (full == null) {
            throw new EspalierException("update needs a value that state(...) gave, but was given " + state + ", at " + path);
        }
        if (!next.type().equals(state.type())) {
            throw new EspalierException("the state '" + full + "' is " + state.type() + " and cannot become " + next.type());
        }
        if (tracer.mode.updatesStates()) {
            tracer.variables.put(full, next);
            tracer.stateOfEdge.put(next.edge().id(), full);
            tracer.updated.add(full);
        }
    }

    @Override
    public void penalty(Value scalar) {
        if (scalar.rank() != 0) {
            throw new EspalierException("a penalty is a scalar, but this is " + scalar.type() + ", at " + path);
        }
        if (training()) {
            tracer.penalties.add(scalar);
        }
    }

    @Override
    public Value randomUniform(Shape shape) {
        return tracer.builder.randomUniform(tracer.seed(), tracer.step(), identity(), tracer.dtype, shape, 0, 1);
    }

    @Override
    public Value randomNormal(Shape shape) {
        return tracer.builder.randomNormal(tracer.seed(), tracer.step(), identity(), tracer.dtype, shape, 0, 1);
    }

    @Override
    public Value bernoulli(Shape shape, double p) {
        return tracer.builder.bernoulli(tracer.seed(), tracer.step(), identity(), tracer.dtype, shape, p);
    }

    /** Path and call index: the same in every trace, whatever else is in the network. */
    private String identity() {
        return path + "#" + (tracer.randomCalls.merge(path, 1, Integer::sum) - 1);
    }

    @Override
    public List<Value> call(String name, Layer layer, List<Value> inputs) {
        String full = full(name);
        if (!again && !tracer.scopes.add(full)) {
            throw new EspalierException("the name '" + full + "' is used for two layers; give each its own");
        }
        return written(full, layer, inputs, again);
    }

    @Override
    public List<Value> shared(String id, Layer layer, List<Value> inputs) {
        Layer first = tracer.sharedLayers.putIfAbsent(id, layer);
        if (first != null && !first.equals(layer)) {
            throw new EspalierException("the shared layer '" + id + "' is " + first + " in one place and " + layer
                    + " at " + path + "; all uses must pass an equal layer");
        }
        return written("shared/" + id, layer, inputs, first != null);
    }

    private List<Value> written(String full, Layer layer, List<Value> inputs, boolean repeated) {
        if (tracer.leavesOut(layer, inputs)) {
            return inputs;
        }
        int place = tracer.calling();
        List<Value> outputs = new GraphScope(tracer, full, repeated).write(layer, inputs);
        tracer.called(place, full, layer, inputs, outputs);
        return outputs;
    }

    private String full(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
