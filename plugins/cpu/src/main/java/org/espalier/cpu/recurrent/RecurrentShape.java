package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Sizes of a recurrent op, the inputs that it has, and where numbers lie in them.
 *
 * @param batchFirst the layout with the batch before the sequence in X and Y, and before the direction in states
 * @param gates rows of weights a hidden unit
 * @param backward whether the only direction goes from the last step to the first
 * @param bias the position of an optional input, negative where it is not given; so are the next ones
 */
record RecurrentShape(int steps, int batch, int inputs, int hidden, int directions, boolean backward, boolean batchFirst,
        int gates, int bias, int lengths, int initialH, int initialC) {
    /** The inputs X, W and R, which are always given. */
    static final int REQUIRED = 3;

    /**
     * Reads a node.
     *
     * @param in the types of the op's own inputs, or more
     * @return null for what the kernels here do not cover: other types than f32, empty tensors, a clip, peepholes
     */
    static RecurrentShape of(List<TensorType> in, Attributes a, int gates) {
        List<String> optional = a.has("optional") ? a.strings("optional") : List.of();
        boolean empty = in.subList(0, REQUIRED + optional.size()).stream().anyMatch(t -> t.shape().size() == 0);
        if (in.get(0).dtype() != DType.F32 || empty || optional.contains("P")
                || !Double.isInfinite(a.doubleValue("clip", Double.POSITIVE_INFINITY))) {
            return null;
        }
        String direction = a.string("direction", "forward");
        boolean batchFirst = a.longValue("layout", 0) == 1;
        Shape x = in.get(0).shape();
        return new RecurrentShape((int) x.length(batchFirst ? 1 : 0), (int) x.length(batchFirst ? 0 : 1), (int) x.length(2),
                (int) in.get(2).shape().length(2), direction.equals("bidirectional") ? 2 : 1, direction.equals("reverse"),
                batchFirst, gates, position(optional, "B"), position(optional, "sequence_lens"),
                position(optional, "initial_h"), position(optional, "initial_c"));
    }

    private static int position(List<String> optional, String name) {
        int at = optional.indexOf(name);
        return at < 0 ? -1 : REQUIRED + at;
    }

    /** Rows of weights in a direction. */
    int weightRows() {
        return gates * hidden;
    }

    /** Whether a direction walks from the last step to the first. */
    boolean reverse(int direction) {
        return backward || direction == 1;
    }

    /** The step that comes k-th in a direction. A sequence that ends early waits for its last step there. */
    int step(int direction, int k) {
        return reverse(direction) ? steps - 1 - k : k;
    }

    /** The length of an example's sequence. */
    int length(Buffer[] in, int example) {
        return lengths < 0 ? steps : (int) Math.max(0, Math.min(steps, in[lengths].getLong(example)));
    }

    /** The place of an input's cotangent among those of all floating inputs: lengths have none. */
    int cotangentOf(int input) {
        return lengths >= 0 && input > lengths ? input - 1 : input;
    }

    int xAt(int t, int b) {
        return (batchFirst ? b * steps + t : t * batch + b) * inputs;
    }

    /** The distance of two examples' inputs at the same step. */
    int xRow() {
        return batchFirst ? steps * inputs : inputs;
    }

    int yAt(int t, int d, int b) {
        return (batchFirst ? (b * steps + t) * directions + d : (t * directions + d) * batch + b) * hidden;
    }

    /** The distance of two examples' outputs at the same step. */
    int yRow() {
        return batchFirst ? steps * directions * hidden : hidden;
    }

    int stateAt(int d, int b) {
        return (batchFirst ? b * directions + d : d * batch + b) * hidden;
    }

    /** Where rows of some floats an example, direction and step begin; what the gradient is given lies so in any layout. */
    int rowAt(int t, int d, int b, int width) {
        return ((t * directions + d) * batch + b) * width;
    }
}
