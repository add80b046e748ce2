package org.espalier.standard.layer.sequence;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;

/**
 * A fully connected recurrent network, h = σ(xW' + hR' + b) at each step of a sequence: {@code [batch, time, features] ->
 * [batch, units]}, or {@code [batch, time, units]} (Elman: Finding structure in time; 1990). A second input, i32 or i64
 * {@code [batch]}, says how long each sequence is: what stands behind its end is not looked at, and the output there is 0.
 *
 * <p>Parameters are laid out as in ONNX: {@code weight} {@code [directions, units, features]}, {@code recurrent_weight}
 * {@code [directions, units, units]} and {@code bias} {@code [directions, units]}, the latter 0 at first.
 *
 * @param units the number of hidden units
 * @param sequence whether the outputs of all steps are yielded; otherwise (by default) that of the last step
 * @param bidirectional whether as many units walk from the end to the beginning, their outputs behind those of the others;
 *     false by default
 * @param activation σ; tanh by default
 * @param bias whether there is b; true by default
 * @param kernel draws the weights of the input; Glorot uniform by default
 * @param recurrent draws the weights of the hidden state; Glorot uniform by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SimpleRnn(int units, boolean sequence, boolean bidirectional, CellActivation activation, boolean bias,
        Initializer kernel, Initializer recurrent) implements Layer {
    public SimpleRnn {
        Check.positive("SimpleRnn", "units", units);
        Check.present("SimpleRnn", "activation", activation);
        Check.present("SimpleRnn", "kernel", kernel);
        Check.present("SimpleRnn", "recurrent", recurrent);
    }

    /** So many units, yielding the last output. */
    public static SimpleRnn of(int units) {
        return new SimpleRnn(units, false, false, CellActivation.TANH, true, GlorotUniform.INSTANCE, GlorotUniform.INSTANCE);
    }

    /** Yielding the outputs of all steps, or of the last. */
    public SimpleRnn withSequence(boolean all) {
        return new SimpleRnn(units, all, bidirectional, activation, bias, kernel, recurrent);
    }

    /** In both directions, or forward only. */
    public SimpleRnn withBidirectional(boolean both) {
        return new SimpleRnn(units, sequence, both, activation, bias, kernel, recurrent);
    }

    /** With another activation. */
    public SimpleRnn withActivation(CellActivation other) {
        return new SimpleRnn(units, sequence, bidirectional, other, bias, kernel, recurrent);
    }

    /** With or without bias. */
    public SimpleRnn withBias(boolean present) {
        return new SimpleRnn(units, sequence, bidirectional, activation, present, kernel, recurrent);
    }

    /** With an initializer of the input's weights. */
    public SimpleRnn withKernel(Initializer other) {
        return new SimpleRnn(units, sequence, bidirectional, activation, bias, other, recurrent);
    }

    /** With an initializer of the hidden state's weights. */
    public SimpleRnn withRecurrent(Initializer other) {
        return new SimpleRnn(units, sequence, bidirectional, activation, bias, kernel, other);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        Recurrent r = new Recurrent("SimpleRnn", 1, units, sequence, bidirectional, kernel, recurrent, List.of(activation),
                List.of(CellActivation.TANH));
        return r.write(scope, inputs, scope.ops()::rnn, bias ? s -> r.single(s, Zeros.INSTANCE) : null, Attributes.none());
    }
}
