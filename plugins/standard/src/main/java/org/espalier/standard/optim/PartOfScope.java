package org.espalier.standard.optim;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.PathPattern;
import org.espalier.nn.Role;
import org.espalier.op.Ops;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * A scope that shows some of the parameters of another.
 *
 * @param chosen their numbers there, in order
 * @param learningRate theirs
 */
record PartOfScope(UpdateScope whole, List<Integer> chosen, Value learningRate) implements UpdateScope {
    @Override
    public Ops ops() {
        return whole.ops();
    }

    @Override
    public List<Parameter> parameters() {
        return chosen.stream().map(whole.parameters()::get).toList();
    }

    /** A group's formula on the group's values, which are put among those of all parameters. */
    static void apply(UpdateScope whole, List<Integer> chosen, Value learningRate, GradientTransformation what, List<Value> all) {
        List<Value> results = what.apply(
                new PartOfScope(whole, chosen, learningRate), chosen.stream().map(all::get).toList());
        for (int i = 0; i < chosen.size(); i++) {
            all.set(chosen.get(i), results.get(i));
        }
    }

    /** The numbers of the parameters whose path matches and whose role is one of some; at least one. */
    static List<Integer> choose(String type, UpdateScope scope, String pattern, List<Role> roles) {
        PathPattern paths = PathPattern.of(pattern);
        List<ParameterSpec> specs = scope.parameters().stream().map(Parameter::spec).toList();
        List<Integer> chosen = IntStream.range(0, specs.size())
                .filter(i -> roles.contains(specs.get(i).role()) && paths.matches(specs.get(i).path()))
                .boxed()
                .toList();
        Check.require(!chosen.isEmpty(), type, "pattern", "one that matches a trained parameter of the roles " + roles
                + " among " + specs.stream().map(ParameterSpec::path).toList(), "'" + pattern + "'");
        return chosen;
    }

    @Override
    public Value learningRate(Schedule other) {
        return whole.learningRate(other);
    }

    @Override
    public Value step() {
        return whole.step();
    }

    @Override
    public Value seed() {
        return whole.seed();
    }

    @Override
    public Value slot(String name, int parameter, double initial) {
        return whole.slot(name, chosen.get(parameter), initial);
    }

    @Override
    public Value slot(String name, DType dtype, Shape shape, double initial) {
        return whole.slot(name, dtype, shape, initial);
    }

    @Override
    public void assign(Value slot, Value next) {
        whole.assign(slot, next);
    }
}
