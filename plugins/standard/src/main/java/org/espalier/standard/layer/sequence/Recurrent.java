package org.espalier.standard.layer.sequence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * What recurrent layers have in common: parameters in ONNX's layout, so that none is turned around on the way to the op,
 * and the way of a sequence through the op, which takes time before batch.
 *
 * @param type the layer, for messages
 * @param gates how many rows of weights a unit has
 * @param activations those of one direction, in ONNX's order
 * @param usual ONNX's defaults for them
 */
record Recurrent(String type, int gates, int units, boolean sequence, boolean bidirectional, Initializer kernel,
        Initializer recurrent, List<CellActivation> activations, List<CellActivation> usual) {

    /** The op. */
    @FunctionalInterface
    interface Operation {
        List<Value> apply(Value x, Value w, Value r, Map<String, Value> optional, Attributes attributes);
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }

    /**
     * Writes the layer.
     *
     * @param inputs the sequences [batch, time, features] and, if wanted, the length of each [batch]
     * @param bias gives both biases of all gates [directions, 2 * gates * units], or null for none
     */
    List<Value> write(Scope scope, List<Value> inputs, Operation op, Function<Scope, Value> bias, Attributes more) {
        Value x = inputs.get(0);
        Sequences.requireSequence(type, x);
        long features = x.shape().length(2);
        long rows = (long) gates * units;
        // Each gate is a matrix of its own, so its fans are those of one gate.
        Value w = scope.parameter("weight", Shape.of(directions(), rows, features), kernel, Role.WEIGHT, features, units);
        Value r = scope.parameter("recurrent_weight", Shape.of(directions(), rows, units), recurrent, Role.WEIGHT,
                units, units);
        Map<String, Value> optional = new LinkedHashMap<>();
        if (bias != null) {
            optional.put("B", bias.apply(scope));
        }
        if (inputs.size() > 1) {
            optional.put("sequence_lens", lengths(inputs));
        }
        List<Value> outputs = op.apply(x.transpose(1, 0, 2), w, r, optional, attributes(more));
        return List.of(sequence ? all(x, outputs.get(0)) : last(x, outputs.get(1)));
    }

    private Value lengths(List<Value> inputs) {
        Value lengths = inputs.get(1);
        boolean whole = lengths.dtype() == DType.I32 || lengths.dtype() == DType.I64;
        if (inputs.size() > 2 || !whole || !lengths.shape().equals(Shape.of(inputs.get(0).dim(0)))) {
            throw new IllegalArgumentException("[" + type + "] behind the sequences it takes at most their lengths, i32 or i64"
                    + " [batch], but is given " + inputs.stream().map(v -> v.type().toString()).toList());
        }
        return lengths.cast(DType.I32);
    }

    private Attributes attributes(Attributes more) {
        Attributes given = bidirectional ? more.with("direction", "bidirectional") : more;
        if (activations.equals(usual)) {
            return given;
        }
        List<String> names = new ArrayList<>();
        for (int d = 0; d < directions(); d++) {
            activations.forEach(a -> names.add(a.onnx()));
        }
        return given.with("activations", names);
    }

    /** [time, directions, batch, units] as [batch, time, directions * units]. */
    private Value all(Value x, Value y) {
        Shape shape = Shape.of(x.dim(0), x.dim(1)).concat(Shape.of((long) directions() * units));
        return bidirectional ? y.transpose(2, 0, 1, 3).reshape(shape) : y.squeeze(1).transpose(1, 0, 2);
    }

    /** [directions, batch, units] as [batch, directions * units]. */
    private Value last(Value x, Value h) {
        return bidirectional ? h.transpose(1, 0, 2).reshape(Shape.of(x.dim(0)).concat(Shape.of(2L * units))) : h.squeeze(0);
    }

    /** One bias a gate for both products of a gate, which are summed: the second is 0. */
    Value single(Scope scope, Initializer initializer) {
        Shape shape = Shape.of(directions(), (long) gates * units);
        Value b = scope.parameter("bias", shape, initializer, Role.BIAS);
        return scope.ops().concat(1, List.of(b, scope.ops().full(b.dtype(), shape, 0)));
    }
}
