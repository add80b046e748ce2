package org.espalier.standard.layer.sequence;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;

/**
 * Gated recurrent units over a sequence: {@code [batch, time, features] -> [batch, units]}, or {@code [batch, time,
 * units]} (Cho et al.: Learning phrase representations using RNN encoder-decoder; EMNLP 2014). A second input, i32 or i64
 * {@code [batch]}, says how long each sequence is: what stands behind its end is not looked at, and the output there is 0.
 *
 * <p>Parameters are laid out as in ONNX, gates in the order update, reset, hidden: {@code weight} {@code [directions, 3 *
 * units, features]}, {@code recurrent_weight} {@code [directions, 3 * units, units]}, {@code bias} {@code [directions, 3 *
 * units]} and, with resetAfter, {@code recurrent_bias} {@code [directions, units]}; biases are 0 at first.
 *
 * @param units the number of hidden units
 * @param sequence whether the outputs of all steps are yielded; otherwise (by default) that of the last step
 * @param bidirectional whether as many units walk from the end to the beginning, their outputs behind those of the others;
 *     false by default
 * @param activation of the new hidden state; tanh by default
 * @param gateActivation of the gates; sigmoid by default
 * @param resetAfter whether the reset gate scales the product with the hidden state and its bias; otherwise (by default, as
 *     published) it scales the hidden state itself
 * @param bias whether there are biases; true by default
 * @param kernel draws the weights of the input; Glorot uniform by default, for each gate by itself
 * @param recurrent draws the weights of the hidden state; Glorot uniform by default, for each gate by itself
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Gru(int units, boolean sequence, boolean bidirectional, CellActivation activation,
        CellActivation gateActivation, boolean resetAfter, boolean bias, Initializer kernel, Initializer recurrent)
        implements Layer {
    private static final int GATES = 3;

    public Gru {
        Check.positive("Gru", "units", units);
        Check.present("Gru", "activation", activation);
        Check.present("Gru", "gateActivation", gateActivation);
        Check.present("Gru", "kernel", kernel);
        Check.present("Gru", "recurrent", recurrent);
    }

    /** So many units, yielding the last output. */
    public static Gru of(int units) {
        return new Gru(units, false, false, CellActivation.TANH, CellActivation.SIGMOID, false, true, GlorotUniform.INSTANCE,
                GlorotUniform.INSTANCE);
    }

    /** Yielding the outputs of all steps, or of the last. */
    public Gru withSequence(boolean all) {
        return new Gru(units, all, bidirectional, activation, gateActivation, resetAfter, bias, kernel, recurrent);
    }

    /** In both directions, or forward only. */
    public Gru withBidirectional(boolean both) {
        return new Gru(units, sequence, both, activation, gateActivation, resetAfter, bias, kernel, recurrent);
    }

    /** With other activations of the hidden state and of the gates. */
    public Gru withActivations(CellActivation ofState, CellActivation ofGates) {
        return new Gru(units, sequence, bidirectional, ofState, ofGates, resetAfter, bias, kernel, recurrent);
    }

    /** With a reset gate behind the product with the hidden state, or before it. */
    public Gru withResetAfter(boolean after) {
        return new Gru(units, sequence, bidirectional, activation, gateActivation, after, bias, kernel, recurrent);
    }

    /** With or without biases. */
    public Gru withBias(boolean present) {
        return new Gru(units, sequence, bidirectional, activation, gateActivation, resetAfter, present, kernel, recurrent);
    }

    /** With an initializer of the input's weights. */
    public Gru withKernel(Initializer other) {
        return new Gru(units, sequence, bidirectional, activation, gateActivation, resetAfter, bias, other, recurrent);
    }

    /** With an initializer of the hidden state's weights. */
    public Gru withRecurrent(Initializer other) {
        return new Gru(units, sequence, bidirectional, activation, gateActivation, resetAfter, bias, kernel, other);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        Recurrent r = new Recurrent("Gru", GATES, units, sequence, bidirectional, kernel, recurrent,
                List.of(gateActivation, activation), List.of(CellActivation.SIGMOID, CellActivation.TANH));
        return r.write(scope, inputs, scope.ops()::gru, bias ? s -> biases(s, r) : null,
                resetAfter ? Attributes.of("linear_before_reset", true) : Attributes.none());
    }

    private Value biases(Scope scope, Recurrent r) {
        if (!resetAfter) {
            return r.single(scope, Zeros.INSTANCE);
        }
        // Only the last gate's second bias is scaled by the reset gate, and so says something of its own.
        Value b = scope.parameter("bias", Shape.of(r.directions(), (long) GATES * units), Zeros.INSTANCE, Role.BIAS);
        Value apart = scope.parameter("recurrent_bias", Shape.of(r.directions(), units), Zeros.INSTANCE, Role.BIAS);
        return scope.ops().concat(1, List.of(b,
                scope.ops().full(b.dtype(), Shape.of(r.directions(), (GATES - 1L) * units), 0), apart));
    }
}
