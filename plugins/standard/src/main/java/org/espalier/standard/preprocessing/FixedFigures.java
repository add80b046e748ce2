package org.espalier.standard.preprocessing;

import java.util.function.DoublePredicate;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** The figures of a fitted preprocessing: checked when it is made, constants in its graph. */
final class FixedFigures {
    private FixedFigures() {}

    static void requireFinite(String type, String component, Tensor figures) {
        require(type, component, figures, "finite", Double::isFinite);
    }

    static void require(String type, String component, Tensor figures, String must, DoublePredicate holds) {
        Check.require(figures.dtype().isFloating(), type, component, "a floating tensor", figures);
        for (int i = 0; i < figures.size(); i++) {
            Check.require(holds.test(figures.getDouble(i)), type, component, must, figures.getDouble(i));
        }
    }

    /** An input whose examples are not of the shape that the figures were found for would be broadcast in silence. */
    static void requireExamples(String type, Shape shape, Value x) {
        if (x.rank() == 0 || !x.shape().without(0).equals(shape)) {
            throw new IllegalArgumentException("[" + type + "] was fitted to examples of shape " + shape + ", but the input is "
                    + x.type());
        }
    }

    static Value constant(Scope scope, Tensor figures) {
        return scope.ops().constant(figures.to(scope.dtype()));
    }
}
