package org.espalier.core.op.norm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** The axes from the attribute {@code axis} (-1 where it is absent) on, over which a normalization goes. */
record LastAxes(int first, int rank) {
    static LastAxes of(Shape x, Attributes attributes) {
        TypeRules.require(x.rank() > 0, "x must have at least one axis, but is " + x);
        return new LastAxes(x.axis(Math.toIntExact(attributes.longValue("axis", -1))), x.rank());
    }

    int[] axes() {
        return IntStream.range(first, rank).toArray();
    }

    Value mean(Value x) {
        return x.mean(true, axes());
    }

    /** The shape of one number for each normalized part of x. */
    Shape parts(Shape x) {
        List<Dim> dims = new ArrayList<>(x.dims());
        for (int i = first; i < rank; i++) {
            dims.set(i, Dim.of(1));
        }
        return Shape.of(dims);
    }

    /** How many elements each part has. */
    double count(Shape x) {
        return x.slice(first, rank).size();
    }

    /** Requires that a factor or summand broadcasts to x without making it larger. */
    static void require(String name, TensorType type, TensorType x) {
        TypeRules.sameDType(name, type, "x", x);
        TypeRules.require(Shape.broadcast(type.shape(), x.shape()).equals(x.shape()), name + " " + type
                + " must broadcast to x " + x + " without changing its shape");
    }
}
