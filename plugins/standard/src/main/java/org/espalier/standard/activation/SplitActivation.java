package org.espalier.standard.activation;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;

/**
 * Different activations within one layer: the last axis is cut into runs of units, and each run has an activation of
 * its own. {@code [..., n] -> [..., n]}, where n is the sum of the runs.
 *
 * @param units the length of each run
 * @param activations one a run
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SplitActivation(List<Integer> units, List<Activation> activations) implements Activation {
    public SplitActivation {
        units = Check.filled("SplitActivation", "units", units);
        activations = Check.filled("SplitActivation", "activations", activations);
        Check.require(units.size() == activations.size(), "SplitActivation", "activations",
                "one for each of the " + units.size() + " runs", activations);
        units.forEach(u -> Check.positive("SplitActivation", "units", u));
    }

    /** The first run. */
    public static SplitActivation of(int units, Activation activation) {
        return new SplitActivation(List.of(units), List.of(activation));
    }

    /** These runs and one more. */
    public SplitActivation and(int moreUnits, Activation activation) {
        List<Integer> u = new ArrayList<>(units);
        List<Activation> a = new ArrayList<>(activations);
        u.add(moreUnits);
        a.add(activation);
        return new SplitActivation(u, a);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        int total = units.stream().mapToInt(Integer::intValue).sum();
        if (!x.dim(-1).equals(Dim.of(total))) {
            throw new IllegalArgumentException(
                    "[SplitActivation] the last dimension of " + x.type() + " must be the sum "
                    + total + " of the runs " + units);
        }
        List<Value> parts = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < units.size(); i++) {
            long to = from + units.get(i);
            Value part = scope.ops().slice(x, new long[] {from}, new long[] {to}, new int[] {-1}, new long[] {1});
            parts.add(scope.call(Integer.toString(i), activations.get(i), part));
            from = to;
        }
        return parts.size() == 1 ? parts.get(0) : scope.ops().concat(-1, parts);
    }
}
