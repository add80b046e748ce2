package org.espalier.standard.layer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/** A scope in which the weights of the layer itself are directions with lengths; all else is the scope's beneath. */
final class NormalizedWeights implements Scope {
    private static final String DIRECTION = "_v";
    private static final String LENGTH = "_g";

    private final Scope beneath;
    private boolean any;

    NormalizedWeights(Scope beneath) {
        this.beneath = beneath;
    }

    /** Whether there was a weight. */
    boolean hasAny() {
        return any;
    }

    @Override
    public Value parameter(String name, Shape shape, Initializer initializer, Role role, long fanIn, long fanOut) {
        if (role != Role.WEIGHT || shape.rank() < 2) {
            return beneath.parameter(name, shape, initializer, role, fanIn, fanOut);
        }
        any = true;
        int units = shape.rank() == 2 ? 1 : 0;
        int[] others = IntStream.range(0, shape.rank()).filter(i -> i != units).toArray();
        long[] column = new long[shape.rank()];
        Arrays.fill(column, 1);
        column[units] = shape.length(units);
        Value v = beneath.parameter(name + DIRECTION, shape, initializer, role, fanIn, fanOut);
        Value g = beneath.parameter(name + LENGTH, Shape.of(shape.length(units)),
                lengths(initializer, shape, units, fanIn, fanOut), Role.NORM, fanIn, fanOut);
        return v.mul(g.reshape(Shape.of(column)).div(ops().reduceL2(v, true, others)));
    }

    /** Draws the directions once more, as they are drawn for their own parameter, and takes their lengths. */
    private static Initializer lengths(Initializer directions, Shape shape, int units, long fanIn, long fanOut) {
        return (values, spec, random) -> {
            String path = spec.path().substring(0, spec.path().length() - LENGTH.length()) + DIRECTION;
            double[] v = new double[Math.toIntExact(shape.size())];
            directions.fill(v, new ParameterSpec(path, shape, Role.WEIGHT, fanIn, fanOut),
                    RandomStream.of(random.seed(), path));
            int behind = Math.toIntExact(shape.slice(units + 1, shape.rank()).size());
            for (int i = 0; i < v.length; i++) {
                values[i / behind % values.length] += v[i] * v[i];
            }
            Arrays.setAll(values, i -> Math.sqrt(values[i]));
        };
    }

    @Override
    public Ops ops() {
        return beneath.ops();
    }

    @Override
    public String path() {
        return beneath.path();
    }

    @Override
    public boolean training() {
        return beneath.training();
    }

    @Override
    public boolean sampling() {
        return beneath.sampling();
    }

    @Override
    public boolean settling() {
        return beneath.settling();
    }

    @Override
    public void hint(String text) {
        beneath.hint(text);
    }

    @Override
    public DType dtype() {
        return beneath.dtype();
    }

    @Override
    public Value state(String name, Shape shape, double initial) {
        return beneath.state(name, shape, initial);
    }

    @Override
    public void update(Value state, Value next) {
        beneath.update(state, next);
    }

    @Override
    public void penalty(Value scalar) {
        beneath.penalty(scalar);
    }

    @Override
    public Value randomUniform(Shape shape) {
        return beneath.randomUniform(shape);
    }

    @Override
    public Value randomNormal(Shape shape) {
        return beneath.randomNormal(shape);
    }

    @Override
    public Value bernoulli(Shape shape, double p) {
        return beneath.bernoulli(shape, p);
    }

    @Override
    public List<Value> call(String name, Layer layer, List<Value> inputs) {
        return beneath.call(name, layer, inputs);
    }

    @Override
    public List<Value> shared(String id, Layer layer, List<Value> inputs) {
        return beneath.shared(id, layer, inputs);
    }
}
