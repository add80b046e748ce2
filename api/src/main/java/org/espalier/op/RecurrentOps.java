package org.espalier.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * Recurrent networks over whole sequences, as ONNX defines them. Part of {@link Ops}.
 *
 * <p>x is [sequence, batch, input], w [directions, gates * hidden, input], r [directions, gates * hidden, hidden]; directions
 * is 2 where the attribute {@code direction} is {@code bidirectional} ({@code forward} where nothing is said; also
 * {@code reverse}). Optional inputs are given by ONNX's names:
 * <ul>
 * <li>{@code B} [directions, 2 * gates * hidden]: the biases of the input's products, then those of the hidden state's;
 * <li>{@code sequence_lens} i32[batch]: past the end of a sequence the output is 0, and reverse walks begin at its end;
 * <li>{@code initial_h}, and for an LSTM {@code initial_c}, [directions, batch, hidden]; zeros where they are left out;
 * <li>{@code P} [directions, 3 * hidden], for an LSTM: peepholes to the input, output and forget gates.
 * </ul>
 * Further attributes, all optional: {@code activations} (names, for each direction), {@code activation_alpha},
 * {@code activation_beta}, {@code clip}, {@code hidden_size} (checked), {@code layout} (1: batch first in x, y and states).
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RecurrentOps extends OpCalls {
    /**
     * h = tanh(x·w' + h·r' + b), or another activation.
     *
     * @return y [sequence, directions, batch, hidden] and the last h [directions, batch, hidden]
     */
    default List<Value> rnn(Value x, Value w, Value r, Map<String, Value> optional, Attributes attributes) {
        return recurrent("RNN", 2, List.of("B", "sequence_lens", "initial_h"), List.of(x, w, r), optional, attributes);
    }

    /**
     * Long short-term memory; gates in the order input, output, forget, cell. Attribute {@code input_forget}: the forget gate
     * is 1 - input gate.
     *
     * @return y [sequence, directions, batch, hidden], the last h and the last c [directions, batch, hidden]
     */
    default List<Value> lstm(Value x, Value w, Value r, Map<String, Value> optional, Attributes attributes) {
        return recurrent("LSTM", 3, List.of("B", "sequence_lens", "initial_h", "initial_c", "P"), List.of(x, w, r), optional,
                attributes);
    }

    /**
     * Gated recurrent units; gates in the order update, reset, hidden. Attribute {@code linear_before_reset}: the reset gate
     * scales the hidden state's product with its bias, not the state itself.
     *
     * @return y [sequence, directions, batch, hidden] and the last h [directions, batch, hidden]
     */
    default List<Value> gru(Value x, Value w, Value r, Map<String, Value> optional, Attributes attributes) {
        return recurrent("GRU", 2, List.of("B", "sequence_lens", "initial_h"), List.of(x, w, r), optional, attributes);
    }

    private List<Value> recurrent(String op, int outputs, List<String> names, List<Value> required, Map<String, Value> optional,
            Attributes attributes) {
        if (!names.containsAll(optional.keySet())) {
            throw new EspalierException("[" + op + "] is given the optional inputs " + optional.keySet() + ", but takes only " + names);
        }
        List<Value> inputs = new ArrayList<>(required);
        List<String> given = names.stream().filter(optional::containsKey).toList();
        given.forEach(name -> inputs.add(optional.get(name)));
        // An op has no absent inputs; the attribute says which of the optional ones are there.
        return apply(op, inputs, attributes.with("optional", given)).subList(0, outputs);
    }
}
