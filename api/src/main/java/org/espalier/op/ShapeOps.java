package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Shape;

/** Giving elements another shape, order or place. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface ShapeOps extends OpCalls {
    /** Permutes axes: axis i of the result is axis perm[i] of x; without perm the axes are reversed. */
    default Value transpose(Value x, int... perm) {
        int[] p = perm;
        if (p.length == 0) {
            p = new int[x.rank()];
            for (int i = 0; i < p.length; i++) {
                p[i] = p.length - 1 - i;
            }
        }
        return apply1("Transpose", Attributes.of("perm", p), x);
    }

    /** The same elements in another shape of the same size. */
    default Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply1("Reshape", Attributes.of("shape", shape), x);
    }

    /** Two axes: the product of the dims before the axis, and of the others. */
    default Value flatten(Value x, int axis) {
        return apply1("Flatten", Attributes.of("axis", axis), x);
    }

    /** Broadcasts to the shape that x and the given shape broadcast to. */
    default Value expand(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply1("Expand", Attributes.of("shape", shape), x);
    }

    /** Removes axes of length 1. */
    default Value squeeze(Value x, int... axes) {
        return apply1("Squeeze", Attributes.of("axes", axes), x);
    }

    /** Inserts axes of length 1 at these positions of the result. */
    default Value unsqueeze(Value x, int... axes) {
        return apply1("Unsqueeze", Attributes.of("axes", axes), x);
    }

    default Value concat(int axis, List<Value> parts) {
        return apply("Concat", parts, Attributes.of("axis", axis)).get(0);
    }

    /** The parts of an axis, of these lengths. */
    default List<Value> split(Value x, int axis, long[] lengths) {
        return apply("Split", List.of(x), Attributes.of("axis", axis, "split", lengths));
    }

    /** So many parts of an axis; all but the last have the same length, rounded up. */
    default List<Value> split(Value x, int axis, int parts) {
        return apply("Split", List.of(x), Attributes.of("axis", axis, "num_outputs", parts));
    }

    /** Copies side by side, so many along each axis. */
    default Value tile(Value x, long... repeats) {
        return apply1("Tile", Attributes.of("repeats", repeats), x);
    }

    /**
     * Elements starts[i], starts[i] + steps[i], ... before ends[i] of each given axis, with NumPy's meaning of
     * negative and too large positions.
     */
    default Value slice(Value x, long[] starts, long[] ends, int[] axes, long[] steps) {
        return apply1("Slice", Attributes.of("starts", starts, "ends", ends, "axes", axes, "steps", steps), x);
    }

    /** Zeros put around x: the begin of each axis, then the end of each; negative numbers cut off. */
    default Value pad(Value x, long... pads) {
        return pad(x, "constant", 0, pads);
    }

    /**
     * Elements put around x: the begin of each axis, then the end of each; negative numbers cut off.
     *
     * @param mode {@code constant}, {@code reflect} (mirrored at the outermost element), {@code edge} (that element again)
     *     or {@code wrap} (from the other end on)
     * @param value what is put there in the mode constant
     */
    default Value pad(Value x, String mode, double value, long... pads) {
        return apply1("Pad", Attributes.of("pads", pads, "mode", mode, "value", value), x);
    }

    /**
     * Elements of channels [batch, channels, height, width] moved into blocks of the image.
     *
     * @param mode how channels are counted: {@code DCR}, the place in the block first, or {@code CRD}, the new channel first
     */
    default Value depthToSpace(Value x, int blocksize, String mode) {
        return apply1("DepthToSpace", Attributes.of("blocksize", blocksize, "mode", mode), x);
    }

    /** Blocks of an image [batch, channels, height, width] moved into channels, the place in the block first. */
    default Value spaceToDepth(Value x, int blocksize) {
        return apply1("SpaceToDepth", Attributes.of("blocksize", blocksize), x);
    }
}
