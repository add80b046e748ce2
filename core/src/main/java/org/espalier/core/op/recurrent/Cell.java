package org.espalier.core.op.recurrent;

import java.util.List;
import java.util.function.ToIntFunction;
import org.espalier.graph.Attributes;

/**
 * What tells one kind of recurrent network from another as far as types are concerned.
 *
 * @param op the op's id
 * @param gates how many rows of weights each hidden unit has
 * @param optional the names of the optional inputs, in ONNX's order
 * @param states the names of the states that are carried from step to step; each has an initial value among the optional
 *     inputs and a final one among the outputs
 * @param activations the default activations of one direction
 * @param kept how many numbers a hidden unit keeps at each step for the gradient
 */
public record Cell(String op, int gates, List<String> optional, List<String> states, List<String> activations,
        ToIntFunction<Attributes> kept) {
    private static final String H = "initial_h";
    private static final String C = "initial_c";

    /** h = f(x·W' + h·R' + b). Keeps nothing: the output says it all. */
    public static final Cell RNN = new Cell("RNN", 1, List.of(Recurrence.BIAS, Recurrence.LENGTHS, H), List.of(H),
            List.of("Tanh"), attributes -> 0);

    /** Keeps the gates in ONNX's order (input, output, forget, cell) and then the cell's state. */
    public static final Cell LSTM = new Cell("LSTM", 4,
            List.of(Recurrence.BIAS, Recurrence.LENGTHS, H, C, Recurrence.PEEPHOLES), List.of(H, C),
            List.of("Sigmoid", "Tanh", "Tanh"), attributes -> 5);

    /** Keeps the gates in ONNX's order (update, reset, hidden) and then, with linear_before_reset, what the reset scales. */
    public static final Cell GRU = new Cell("GRU", 3, List.of(Recurrence.BIAS, Recurrence.LENGTHS, H), List.of(H),
            List.of("Sigmoid", "Tanh"), attributes -> attributes.flag("linear_before_reset", false) ? 4 : 3);
}
