package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.reference.samediff.Difference.Kind;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Ops that take positions. */
final class SameDiffIndexing {
    private SameDiffIndexing() {}

    static Translations table() {
        return new Translations()
                .one("Gather", c -> c.sd().gather(c.x(), fromTheBegin(c, c.in(1), c.shape(0)[c.axis()]), c.axis()))
                .differs("Gather", Kind.GRADIENT, "along the first axis", c -> firstAxis(c),
                        "gives the cotangents to the first positions, in order, whatever the indices are")
                .differs("Gather", Kind.NO_GRADIENT, "along the first axis, the indices all different", c -> firstAxis(c),
                        "assigns the cotangent to an array of another shape")
                .differs("Gather", Kind.NO_GRADIENT, "along another axis", c -> !firstAxis(c),
                        "asks a vector for its second axis")
                .otherwise("Gather", "a matrix product with a one-hot matrix", SameDiffIndexing::gatherByProduct)
                .one("OneHot", c -> c.sd().oneHot(fromTheBegin(c, c.x(), c.attributes().longValue("depth")),
                        c.attributes().intValue("depth"), c.attributes().intValue("axis"), 1, 0,
                        Call.dataType(c.attributes().dtype("dtype"))))
                .differs("OneHot", Kind.NO_VALUE, "in truth values", c -> c.attributes().dtype("dtype") == DType.BOOL,
                        "its onehot has numbers only")
                .otherwise("OneHot", "in f64, then equal to 1", c -> c.sd().oneHot(
                        fromTheBegin(c, c.x(), c.attributes().longValue("depth")), c.attributes().intValue("depth"),
                        c.attributes().intValue("axis"), 1, 0, DataType.DOUBLE).eq(1))
                .lacking("GatherGrad", "compared as the gradient of Gather");
    }

    private static boolean firstAxis(Difference.Case c) {
        int axis = c.attributes().intValue("axis");
        return axis == 0 || axis == -c.rank(0);
    }

    /** The axis comes to the front, the rest becomes one; then rows are taken and all is moved back. */
    private static SDVariable gatherByProduct(Call c) {
        int axis = c.axis();
        long[] shape = c.shape(0);
        long n = shape[axis];
        long[] taken = c.shape(1);
        long count = Arrays.stream(taken).reduce(1, (a, b) -> a * b);
        int[] perm = IntStream.concat(IntStream.of(axis), IntStream.range(0, shape.length).filter(i -> i != axis)).toArray();
        long[] others = IntStream.range(0, shape.length).filter(i -> i != axis).mapToLong(i -> shape[i]).toArray();
        long rest = Arrays.stream(others).reduce(1, (a, b) -> a * b);
        SDVariable rows = c.sd().reshape(perm.length == 1 ? c.x() : c.sd().permute(c.x(), perm), n, rest);
        double[] hot = new double[(int) (count * n)];
        double[] indices = SameDiffGraph.elements(c.in(1).eval());
        for (int i = 0; i < count; i++) {
            hot[(int) (i * n + (indices[i] < 0 ? indices[i] + n : indices[i]))] = 1;
        }
        // Not as a matrix product, whose gradient fails where the result is a single number.
        SDVariable y = c.sd().reshape(rows, 1, n, rest).mul(c.constant(hot, count, n, 1)).sum(1);
        y = c.sd().reshape(y, LongStream.concat(LongStream.of(taken), LongStream.of(others)).toArray());
        int[] back = IntStream.concat(IntStream.range(taken.length, taken.length + axis), IntStream.concat(
                IntStream.range(0, taken.length), IntStream.range(taken.length + axis, taken.length + others.length))).toArray();
        return back.length == 0 ? y : c.sd().permute(y, back);
    }

    /** Without positions from the end, with which it would read beside its memory; those out of range stay. */
    private static SDVariable fromTheBegin(Call c, SDVariable indices, long n) {
        INDArray given = indices.eval();
        INDArray negative = given.lt(0).castTo(given.dataType());
        return c.sd().constant(given.add(negative.mul(n)));
    }
}
