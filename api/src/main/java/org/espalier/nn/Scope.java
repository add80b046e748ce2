package org.espalier.nn;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * What a layer is written into. Its path names things: a parameter {@code weight} in the scope {@code encoder/0} is
 * {@code encoder/0/weight}; a name used twice in one scope is an error.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Scope {
    /** The ops of the graph that is being built. */
    Ops ops();

    /** Where this scope stands, such as {@code encoder/0}; empty at the top. */
    String path();

    /** Whether the graph is for training; dropout and batch normalisation differ. */
    boolean training();

    /**
     * Whether random layers draw: while training, and where a trained network is asked many times with other random numbers
     * each, so that its answers are averaged. All else is then as in inference.
     */
    default boolean sampling() {
        return training();
    }

    /**
     * Whether this is the pass over the whole training set, with finished weights and nothing random, that follows a
     * training for the sake of states such as population statistics: {@link #update} takes effect, parameters stay. Before
     * it, states that are updated in it have their first values again.
     */
    default boolean settling() {
        return false;
    }

    /** Says something that the user may want to change; it stands in the network's summary and in the log. */
    default void hint(String text) {}

    /** The dtype of parameters. */
    DType dtype();

    /**
     * A trainable parameter.
     *
     * @param shape known in every dim
     * @param fanIn inputs that feed one output, for the initializer
     * @param fanOut outputs that one input feeds
     */
    Value parameter(String name, Shape shape, Initializer initializer, Role role, long fanIn, long fanOut);

    /** A trainable parameter with the fans of a dense weight (in × out). */
    default Value parameter(String name, Shape shape, Initializer initializer, Role role) {
        ParameterSpec s = ParameterSpec.of(name, shape, role);
        return parameter(name, shape, initializer, role, s.fanIn(), s.fanOut());
    }

    /** A trainable parameter: a weight if it has two axes or more, otherwise a bias. */
    default Value parameter(String name, Shape shape, Initializer initializer) {
        return parameter(name, shape, initializer, shape.rank() >= 2 ? Role.WEIGHT : Role.BIAS);
    }

    /** A value that is kept between steps and saved, but not trained, such as a running mean; filled with a number. */
    Value state(String name, Shape shape, double initial);

    /** Says what a state becomes after this step; has no effect outside training and {@linkplain #settling settling}. */
    void update(Value state, Value next);

    /** Adds a scalar to the training loss, reported apart from the data term; has no effect outside training. */
    void penalty(Value scalar);

    /** Numbers uniform on [0, 1), new in every step. */
    Value randomUniform(Shape shape);

    /** Standard normal numbers, new in every step. */
    Value randomNormal(Shape shape);

    /** 1 with probability p, otherwise 0, new in every step. */
    Value bernoulli(Shape shape, double p);

    /** Opens the sub-scope and writes a layer into it. */
    List<Value> call(String name, Layer layer, List<Value> inputs);

    /** Opens the sub-scope and writes a layer with one output into it. */
    default Value call(String name, Layer layer, Value... inputs) {
        List<Value> outputs = call(name, layer, List.of(inputs));
        if (outputs.size() != 1) {
            throw new IllegalArgumentException(layer + " yields " + outputs.size() + " values where one is needed, at "
                    + path() + "/" + name);
        }
        return outputs.get(0);
    }

    /**
     * Writes a layer whose weights are shared by all uses of the id in the network: they stand in the scope
     * {@code shared/<id>}. All uses must pass an equal layer.
     */
    List<Value> shared(String id, Layer layer, List<Value> inputs);
}
