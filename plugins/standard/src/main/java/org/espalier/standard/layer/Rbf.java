package org.espalier.standard.layer;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.Normal;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Units with radial basis functions: unit i yields K(x, c_i) = e^(-γ ‖x - c_i‖²), {@code [batch, in] -> [batch, units]}
 * (Broomhead, Lowe: Multivariable functional interpolation and adaptive networks; 1988). With training examples as
 * fixed centres and a linear unit after it, it is a kernel classifier: sign(Σ w_i K(x, x_i) + b). Without given
 * centres they are learned: the parameter {@code centres} {@code [units, in]}.
 *
 * @param units the number of centres
 * @param gamma γ, above 0
 * @param centres the fixed centres, one list each; empty to learn them
 * @param initializer draws learned centres; standard normal by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Rbf(int units, double gamma, List<List<Double>> centres, Initializer initializer) implements UnaryLayer {
    public Rbf {
        Check.positive("Rbf", "units", units);
        Check.positive("Rbf", "gamma", gamma);
        Check.present("Rbf", "initializer", initializer);
        centres = Check.list("Rbf", "centres", centres).stream().map(List::copyOf).toList();
        if (!centres.isEmpty()) {
            int width = centres.get(0).size();
            Check.require(centres.size() == units, "Rbf", "centres", "one for each of the " + units + " units",
                    centres.size() + " centres");
            Check.require(centres.stream().allMatch(c -> c.size() == width), "Rbf", "centres", "of one length",
                    centres.stream().map(List::size).toList());
        }
    }

    /** Units whose centres are learned. */
    public static Rbf of(int units, double gamma) {
        return new Rbf(units, gamma, List.of(), Normal.of(1));
    }

    /** Units with fixed centres, one row each. */
    public static Rbf at(double[][] centres, double gamma) {
        List<List<Double>> lists = new ArrayList<>();
        for (double[] c : centres) {
            List<Double> list = new ArrayList<>();
            for (double v : c) {
                list.add(v);
            }
            lists.add(list);
        }
        return new Rbf(centres.length, gamma, lists, Normal.of(1));
    }

    /** With another initializer of learned centres. */
    public Rbf withInitializer(Initializer other) {
        return new Rbf(units, gamma, centres, other);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        boolean fixed = !centres.isEmpty();
        if (x.rank() != 2 || !x.dim(1).isKnown() || (fixed && x.shape().length(1) != centres.get(0).size())) {
            throw new IllegalArgumentException(
                    "[Rbf] the input must be [batch," + (fixed ? centres.get(0).size() : "features")
                    + "], but is " + x.type());
        }
        Value c = fixed
                ? scope.ops().constant(constant(x))
                : scope.parameter("centres", Shape.of(Dim.of(units), x.dim(1)), initializer, Role.EMBEDDING,
                        x.shape().length(1), units);
        // The difference itself, not |x|² - 2xc + |c|², which cancels where x is near a centre.
        Value difference = x.unsqueeze(1).sub(c.unsqueeze(0));
        return difference.square().sum(false, 2).mul(-gamma).exp();
    }

    private Tensor constant(Value x) {
        double[] flat = centres.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
        return Tensor.rounded(TensorType.of(x.dtype(), units, centres.get(0).size()), flat);
    }
}
