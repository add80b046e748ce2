package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.reference.samediff.Difference.Kind;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.TopK;

/** Ops that take positions. */
final class SameDiffIndexing {
    /** It gives k as the second of two numbers, of which its kernel takes the first. */
    private static final class Largest extends TopK {
        Largest(SameDiff sd, SDVariable x, long k) {
            super(sd, x, (int) k, true);
            iArguments.clear();
            iArguments.addAll(List.of(k, 1L));
        }
    }

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
                .several("TopK", SameDiffIndexing::topK)
                .differs("TopK", Kind.NO_GRADIENT, "everywhere", c -> true, "its gradient is not implemented")
                .differs("TopK", Kind.VALUE, "equal elements", SameDiffIndexing::equalElements, "leaves out elements that equal one it has")
                .witness("TopK", SameDiffIndexing::sorted)
                .otherwiseSeveral("TopK", "products with one-hot matrices, of the indices that it gives", SameDiffIndexing::chosen)
                .differs("ReverseSequence", Kind.NOT_RUN, "an axis of length 1", c -> Arrays.stream(c.shape(0)).anyMatch(n -> n == 1),
                        "reverses it by another length, or not at all")
                .otherwise("ReverseSequence", "a product with a one-hot matrix", SameDiffIndexing::reversed)
                .one("ReverseSequence", c -> c.sd().reverseSequence(c.x(), c.sd().castTo(c.in(1), DataType.INT),
                        c.fromTheBegin(c.attributes().intValue("time_axis")), c.fromTheBegin(c.attributes().intValue("batch_axis"))))
                .one("Range", c -> c.sd().range(c.attributes().doubleValue("start"), c.attributes().doubleValue("limit"),
                        c.attributes().doubleValue("delta"), Call.dataType(c.attributes().dtype("dtype"))))
                .one("EyeLike", SameDiffIndexing::eye)
                .one("Shape", c -> c.sd().shape(c.x()))
                .one("Size", c -> c.sd().size(c.x()))
                .lacking("NonZero", "how many there are depends on the data")
                .lacking("GatherGrad", "compared as the gradient of Gather");
    }

    private static boolean firstAxis(Difference.Case c) {
        int axis = c.attributes().intValue("axis");
        return axis == 0 || axis == -c.rank(0);
    }

    /** Along the last axis, and the largest: others are brought there, and of the smallest the opposite is taken. */
    private static List<SDVariable> topK(Call c) {
        int axis = c.axis();
        int rank = c.rank();
        int[] swap = IntStream.range(0, rank).map(i -> i == axis ? rank - 1 : i == rank - 1 ? axis : i).toArray();
        boolean largest = c.flag("largest");
        SDVariable x = largest ? c.x() : c.x().neg();
        SDVariable last = axis == rank - 1 ? x : c.sd().permute(x, swap);
        SDVariable[] found = new Largest(c.sd(), last, c.attributes().longValue("k")).outputVariables();
        SDVariable values = axis == rank - 1 ? found[0] : c.sd().permute(found[0], swap);
        return List.of(largest ? values : values.neg(), axis == rank - 1 ? found[1] : c.sd().permute(found[1], swap));
    }

    private static SDVariable reversed(Call c) {
        int batch = c.fromTheBegin(c.attributes().intValue("batch_axis"));
        int time = c.fromTheBegin(c.attributes().intValue("time_axis"));
        long[] shape = c.shape(0);
        long[] strides = Places.strides(shape);
        double[] lengths = Places.elements(c, 1);
        long[] places = new long[(int) Places.size(shape)];
        for (int i = 0; i < places.length; i++) {
            long t = i / strides[time] % shape[time];
            long length = (long) lengths[(int) (i / strides[batch] % shape[batch])];
            places[i] = i + (t < length ? (length - 1 - 2 * t) * strides[time] : 0);
        }
        return SameDiffScattering.picked(c, places);
    }

    private static boolean equalElements(Difference.Case c) {
        return Arrays.stream(c.inputs().get(0).toDoubles()).distinct().count() < c.size(0);
    }

    /** Values and indices of TopK by sorting; no element is NaN. */
    private static List<double[]> sorted(Difference.Case c) {
        int axis = Math.floorMod(c.attributes().intValue("axis"), c.rank(0));
        int n = (int) c.shape(0)[axis];
        int k = (int) c.attributes().longValue("k");
        int stride = (int) Places.strides(c.shape(0))[axis];
        double[] x = c.inputs().get(0).toDoubles();
        double[] values = new double[(int) c.outputElements()];
        double[] indices = new double[values.length];
        for (int lane = 0; lane < x.length / n; lane++) {
            int from = lane / stride * stride * n + lane % stride;
            int to = lane / stride * stride * k + lane % stride;
            int[] order = IntStream.range(0, n).boxed().sorted((a, b) -> (c.attributes().flag("largest") ? -1 : 1)
                    * Double.compare(x[from + a * stride], x[from + b * stride])).mapToInt(i -> i).toArray();
            for (int i = 0; i < k; i++) {
                values[to + i * stride] = x[from + order[i] * stride];
                indices[to + i * stride] = order[i];
            }
        }
        return List.of(values, indices);
    }

    /** The elements at the indices that topK gives, as a gather along the axis does it. */
    private static List<SDVariable> chosen(Call c) {
        if (Arrays.stream(Places.elements(c, 0)).distinct().count() < Places.size(c.shape(0))) {
            return List.of();
        }
        int axis = c.axis();
        long[] shape = c.shape(0);
        long[] out = c.outputShape();
        SDVariable indices = topK(c).get(1);
        double[] at = SameDiffGraph.elements(indices.eval());
        long[] strides = Places.strides(shape);
        long[] own = Places.strides(out);
        long[] places = new long[at.length];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < shape.length; k++) {
                places[i] += strides[k] * (k == axis ? (long) at[i] : i / own[k] % out[k]);
            }
        }
        return List.of(SameDiffScattering.picked(c, places), indices);
    }

    /** Its diagonal is the main one; another is that of a wider matrix, cut. */
    private static SDVariable eye(Call c) {
        int rows = (int) c.shape(0)[0];
        int columns = (int) c.shape(0)[1];
        int k = (int) c.attributes().longValue("k");
        int off = Math.min(Math.abs(k), rows + columns);
        SDVariable wide = c.sd().math().eye(rows + off, columns + off);
        SDVariable y = c.sd().stridedSlice(wide, new long[] {k > 0 ? off : 0, k < 0 ? off : 0},
                new long[] {rows + (k > 0 ? off : 0), columns + (k < 0 ? off : 0)}, 1, 1);
        return c.sd().castTo(y, Call.dataType(c.attributes().dtype("dtype")));
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
        SDVariable y = c.sum(c.sd().reshape(rows, 1, n, rest).mul(c.constant(hot, count, n, 1)), 1, count, n, rest);
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
