package org.espalier.core.op.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Value;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/** Readings of operators whose new shape is not simply in an attribute. */
final class ShapeReadings {
    private static final Dim INFERRED = Dim.of(-1);
    private static final Dim ZERO = Dim.of(0);

    private ShapeReadings() {}

    /** Without perm, axes are reversed. */
    static List<Value> transpose(OnnxNode node) {
        Value x = node.input(0);
        int[] reversed = IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray();
        return List.of(x.transpose(node.attributes().has("perm") ? node.attributes().ints("perm") : reversed));
    }

    /**
     * The shape is an attribute up to opset 4 and an input from 5 on. A length of 0 means "as before", unless allowzero is
     * set; one length may be -1, and is then inferred.
     */
    static List<Value> reshape(OnnxNode node) {
        Value x = node.input(0);
        List<Dim> wanted = node.has(1) ? node.lengths(1)
                : LongStream.of(node.attributes().longs("shape")).mapToObj(Dim::of).toList();
        boolean zeros = node.attributes().longValue("allowzero", 0) != 0;
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            boolean copied = wanted.get(i).equals(ZERO) && !zeros;
            TypeRules.require(!copied || i < x.rank(), "length " + i + " of " + wanted + " is to be that of the input "
                    + x.type() + ", which has no such axis");
            dims.add(copied ? x.dim(i) : wanted.get(i));
        }
        int inferred = dims.indexOf(INFERRED);
        if (inferred >= 0) {
            dims.set(inferred, Dim.of(1));
            dims.set(inferred, quotient(x, Shape.of(dims)));
        }
        return List.of(x.reshape(Shape.of(dims)));
    }

    private static Dim quotient(Value x, Shape rest) {
        Dim all = x.shape().count();
        TypeRules.require(!rest.count().equals(ZERO), "the length -1 cannot be inferred where the others, " + rest
                + ", hold no elements");
        Dim quotient = all.floorDiv(rest.count());
        TypeRules.require(!all.isKnown() || !rest.isKnown() || quotient.times(rest.count()).equals(all),
                "the length -1 cannot be inferred: the elements of " + x.type() + " are no multiple of those of " + rest);
        return quotient;
    }
}
