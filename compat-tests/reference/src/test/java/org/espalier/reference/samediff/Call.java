package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One node of ours that is to be written in SameDiff. Shapes are asked of our node: SameDiff would have to run the graph
 * for those of values between.
 *
 * @param in what the node's inputs are in SameDiff
 */
record Call(SameDiff sd, Node node, List<SDVariable> in) {
    SDVariable in(int i) {
        return in.get(i);
    }

    /** The first input. */
    SDVariable x() {
        return in.get(0);
    }

    Attributes attributes() {
        return node.attributes();
    }

    long[] shape(int i) {
        return node.inputTypes().get(i).shape().lengths();
    }

    long[] outputShape() {
        return node.outputTypes().get(0).shape().lengths();
    }

    int rank() {
        return shape(0).length;
    }

    boolean flag(String name) {
        return attributes().flag(name);
    }

    /** The axis of the first input that an attribute names, counted from the first. */
    int axis() {
        return fromTheBegin(attributes().intValue("axis"));
    }

    int fromTheBegin(int axis) {
        return axis < 0 ? axis + rank() : axis;
    }

    /** The axes of the first input that an attribute names; all where it names none. */
    int[] axes() {
        int[] axes = attributes().ints("axes");
        return axes.length == 0 ? IntStream.range(0, rank()).toArray() : IntStream.of(axes).map(this::fromTheBegin).toArray();
    }

    /** A constant in f64. */
    SDVariable constant(double[] elements, long... shape) {
        INDArray a = shape.length == 0 ? Nd4j.scalar(elements[0]) : Nd4j.createFromArray(elements).reshape(shape);
        return sd.constant(a);
    }

    /** Ones in f64. */
    SDVariable ones(long... shape) {
        double[] ones = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(ones, 1);
        return constant(ones, shape);
    }

    SDVariable integers(long... elements) {
        return sd.constant(Nd4j.createFromArray(elements));
    }

    /** A value in the shape of the output, through a product with ones, which has a gradient. */
    SDVariable broadcast(SDVariable x, long... shape) {
        return x.mul(ones(shape));
    }

    /**
     * The sum along an axis, which goes. SameDiff's own finds no input where that is a value between and the axis has the
     * length 1.
     *
     * @param shape that of x
     */
    SDVariable sum(SDVariable x, int axis, long... shape) {
        if (shape[axis] > 1) {
            return x.sum(axis);
        }
        return sd.reshape(x, IntStream.range(0, shape.length).filter(i -> i != axis).mapToLong(i -> shape[i]).toArray());
    }

    /** Truth values as numbers. */
    SDVariable number(SDVariable truth) {
        return sd.castTo(truth, DataType.DOUBLE);
    }

    /** The one where a condition holds, otherwise the other; both have to be finite. */
    SDVariable choose(SDVariable condition, SDVariable yes, SDVariable no) {
        SDVariable c = number(condition);
        return c.mul(yes).add(c.rsub(1).mul(no));
    }

    static DataType dataType(DType d) {
        return switch (d) {
            case F32 -> DataType.FLOAT;
            case F64 -> DataType.DOUBLE;
            case I32 -> DataType.INT;
            case I64 -> DataType.LONG;
            case BOOL -> DataType.BOOL;
            case U8 -> DataType.UBYTE;
        };
    }
}
