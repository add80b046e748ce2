package org.espalier.standard.layer.sequence;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.internal.Check;

/**
 * Long short-term memory over a sequence: {@code [batch, time, features] -> [batch, units]}, or {@code [batch, time,
 * units]} (Hochreiter, Schmidhuber: Long short-term memory; 1997; with the forget gate of Gers, Schmidhuber, Cummins:
 * Learning to forget; 2000). A second input, i32 or i64 {@code [batch]}, says how long each sequence is: what stands
 * behind its end is not looked at, and the output there is 0.
 *
 * <p>Parameters are laid out as in ONNX, gates in the order input, output, forget, cell: {@code weight} {@code
 * [directions, 4 * units, features]}, {@code recurrent_weight} {@code [directions, 4 * units, units]} and {@code bias}
 * {@code [directions, 4 * units]}.
 *
 * @param units the number of hidden units
 * @param sequence whether the outputs of all steps are yielded; otherwise (by default) that of the last step
 * @param bidirectional whether as many units walk from the end to the beginning, their outputs behind those of the others;
 *     false by default
 * @param activation of the cell's input and its state; tanh by default
 * @param gateActivation of the gates; sigmoid by default
 * @param bias whether there are biases; true by default
 * @param forgetBias the forget gates' bias at first, the others being 0; 1 by default (Jozefowicz, Zaremba, Sutskever: An
 *     empirical exploration of recurrent network architectures; ICML 2015)
 * @param kernel draws the weights of the input; Glorot uniform by default, for each gate by itself
 * @param recurrent draws the weights of the hidden state; Glorot uniform by default, for each gate by itself
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Lstm(int units, boolean sequence, boolean bidirectional, CellActivation activation,
        CellActivation gateActivation, boolean bias, double forgetBias, Initializer kernel, Initializer recurrent)
        implements Layer {
    private static final int GATES = 4;
    private static final int FORGET = 2;

    public Lstm {
        Check.positive("Lstm", "units", units);
        Check.present("Lstm", "activation", activation);
        Check.present("Lstm", "gateActivation", gateActivation);
        Check.finite("Lstm", "forgetBias", forgetBias);
        Check.present("Lstm", "kernel", kernel);
        Check.present("Lstm", "recurrent", recurrent);
    }

    /** So many units, yielding the last output. */
    public static Lstm of(int units) {
        return new Lstm(units, false, false, CellActivation.TANH, CellActivation.SIGMOID, true, 1, GlorotUniform.INSTANCE,
                GlorotUniform.INSTANCE);
    }

    /** Yielding the outputs of all steps, or of the last. */
    public Lstm withSequence(boolean all) {
        return new Lstm(units, all, bidirectional, activation, gateActivation, bias, forgetBias, kernel, recurrent);
    }

    /** In both directions, or forward only. */
    public Lstm withBidirectional(boolean both) {
        return new Lstm(units, sequence, both, activation, gateActivation, bias, forgetBias, kernel, recurrent);
    }

    /** With other activations of the cell and of the gates. */
    public Lstm withActivations(CellActivation ofCell, CellActivation ofGates) {
        return new Lstm(units, sequence, bidirectional, ofCell, ofGates, bias, forgetBias, kernel, recurrent);
    }

    /** With or without biases. */
    public Lstm withBias(boolean present) {
        return new Lstm(units, sequence, bidirectional, activation, gateActivation, present, forgetBias, kernel, recurrent);
    }

    /** With another bias of the forget gates at first. */
    public Lstm withForgetBias(double other) {
        return new Lstm(units, sequence, bidirectional, activation, gateActivation, bias, other, kernel, recurrent);
    }

    /** With an initializer of the input's weights. */
    public Lstm withKernel(Initializer other) {
        return new Lstm(units, sequence, bidirectional, activation, gateActivation, bias, forgetBias, other, recurrent);
    }

    /** With an initializer of the hidden state's weights. */
    public Lstm withRecurrent(Initializer other) {
        return new Lstm(units, sequence, bidirectional, activation, gateActivation, bias, forgetBias, kernel, other);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        Recurrent r = new Recurrent("Lstm", GATES, units, sequence, bidirectional, kernel, recurrent,
                List.of(gateActivation, activation, activation),
                List.of(CellActivation.SIGMOID, CellActivation.TANH, CellActivation.TANH));
        Initializer drawn = (values, parameter, random) -> {
            for (int gate = FORGET; gate < r.directions() * GATES; gate += GATES) {
                Arrays.fill(values, gate * units, (gate + 1) * units, forgetBias);
            }
        };
        return r.write(scope, inputs, scope.ops()::lstm, bias ? s -> r.single(s, drawn) : null, Attributes.none());
    }
}
