package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Where SameDiff is known not to say what we say, and why. Each has to be seen, and where it computes something else,
 * another witness has to be on our side.
 *
 * @param op the id of our op
 * @param where the inputs and attributes, in words
 * @param at the same as a condition
 * @param why what SameDiff does
 */
record Difference(String op, Kind kind, String where, Condition at, String why) {
    /** What becomes of the comparison. */
    enum Kind {
        VALUE("computes another value"),
        GRADIENT("computes another gradient"),
        NO_VALUE("refuses"),
        NO_GRADIENT("refuses to differentiate"),
        NOT_RUN("is not asked");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** A node with its inputs. */
    record Case(Node node, List<Tensor> inputs) {
        Attributes attributes() {
            return node.attributes();
        }

        long[] shape(int input) {
            return node.inputTypes().get(input).shape().lengths();
        }

        int rank(int input) {
            return shape(input).length;
        }

        long size(int input) {
            return node.inputTypes().get(input).shape().size();
        }

        /** Whether the inputs have one shape. */
        boolean sameShapes() {
            return node.inputTypes().stream().map(TensorType::shape).distinct().count() == 1;
        }

        /** The largest element of an input. */
        double largest(int input) {
            return Arrays.stream(inputs.get(input).toDoubles()).max().orElse(0);
        }

        /** The largest absolute value of an element of an input. */
        double largestSize(int input) {
            return Arrays.stream(inputs.get(input).toDoubles()).map(Math::abs).max().orElse(0);
        }

        long outputElements() {
            return node.outputTypes().get(0).shape().size();
        }

        long[] outputShape() {
            return node.outputTypes().get(0).shape().lengths();
        }
    }

    /** Whether a case is one of those. */
    @FunctionalInterface
    interface Condition {
        boolean holds(Case c);
    }

    boolean covers(Kind k, Case c) {
        return k == kind && op.equals(c.node().op().id()) && at.holds(c);
    }
}
