package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;

/** How layers that hold others write them: under their own name where they have one, otherwise under a number. */
final class Children {
    private Children() {}

    /** One child. */
    static List<Value> call(Scope scope, int index, Layer child, List<Value> inputs) {
        return scope.call(name(index, child), child instanceof Named named ? named.layer() : child, inputs);
    }

    /** Each child on the results of the one before it. */
    static List<Value> chain(Scope scope, List<Layer> children, List<Value> inputs) {
        List<Value> values = inputs;
        for (int i = 0; i < children.size(); i++) {
            if (i > 0) {
                hint(scope, i, children.get(i - 1), children.get(i));
            }
            values = call(scope, i, children.get(i), values);
        }
        return values;
    }

    private static void hint(Scope scope, int index, Layer before, Layer layer) {
        Layer bare = layer instanceof Named named ? named.layer() : layer;
        if (bare instanceof BatchNormalization && before.endsWithBias()) {
            String at = scope.path().isEmpty() ? "" : scope.path() + "/";
            scope.hint("the bias of '" + at + name(index - 1, before) + "' is wasted, since the batch normalisation '" + at
                    + name(index, layer) + "' takes the mean away; leave it out");
        }
    }

    private static String name(int index, Layer child) {
        return child instanceof Named named ? named.name() : Integer.toString(index);
    }

    /** The only one of some values. */
    static Value single(String type, String what, List<Value> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException(
                    "[" + type + "] " + what + " must be one value, but is " + values.size() + " "
                    + types(values));
        }
        return values.get(0);
    }

    /** The types of values, for messages. */
    static List<String> types(List<Value> values) {
        return values.stream().map(v -> v.type().toString()).toList();
    }
}
