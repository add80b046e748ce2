package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;

/** Selecting, scattering and generating by index. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface IndexOps extends OpCalls {
    /** Rows of an axis by index (i32 or i64); the index's axes replace that axis. */
    default Value gather(Value x, Value indices, int axis) {
        return apply1("Gather", Attributes.of("axis", axis), x, indices);
    }

    /** Elements by an index (i32 or i64) each, which replaces the element's own position on an axis; shaped as the indices. */
    default Value gatherElements(Value x, Value indices, int axis) {
        return apply1("GatherElements", Attributes.of("axis", axis), x, indices);
    }

    /**
     * x with each update brought to the place that its index names on an axis, as {@link #gatherElements} reads it.
     *
     * @param reduction {@code none} to replace what is there (the last update stays where several meet), or {@code add},
     *     {@code mul}, {@code max}, {@code min} to combine it with the update
     */
    default Value scatterElements(Value x, Value indices, Value updates, int axis, String reduction) {
        return apply1("ScatterElements", Attributes.of("axis", axis, "reduction", reduction), x, indices, updates);
    }

    /**
     * What tuples of indices (i32 or i64), along their last axis, name on the axes of x behind the first batchDims, which
     * x and the indices have in common.
     */
    default Value gatherND(Value x, Value indices, int batchDims) {
        return apply1("GatherND", Attributes.of("batch_dims", batchDims), x, indices);
    }

    /**
     * x with each update brought to the place that its tuple of indices names, as {@link #gatherND} reads it.
     *
     * @param reduction as in {@link #scatterElements}
     */
    default Value scatterND(Value x, Value indices, Value updates, String reduction) {
        return apply1("ScatterND", Attributes.of("reduction", reduction), x, indices, updates);
    }

    /** The k largest or smallest elements along an axis and their indices (i64): two values. Equal ones in their order. */
    default List<Value> topK(Value x, long k, int axis, boolean largest, boolean sorted) {
        return apply("TopK", List.of(x), Attributes.of("k", k, "axis", axis, "largest", largest, "sorted", sorted));
    }

    /** The k largest elements along an axis in descending order, and their indices (i64): two values. */
    default List<Value> topK(Value x, long k, int axis) {
        return topK(x, k, axis, true, true);
    }

    /** The first elements along a time axis in reverse order, so many as the lengths say for each position on a batch axis. */
    default Value reverseSequence(Value x, Value lengths, int batchAxis, int timeAxis) {
        return apply1("ReverseSequence", Attributes.of("batch_axis", batchAxis, "time_axis", timeAxis), x, lengths);
    }

    /** start, start + delta, ... before limit, of an integer dtype or a floating one. */
    default Value range(DType dtype, long start, long limit, long delta) {
        return apply1("Range", Attributes.of("start", start, "limit", limit, "delta", delta, "dtype", dtype));
    }

    /** start, start + delta, ... before limit, of a floating dtype. */
    default Value range(DType dtype, double start, double limit, double delta) {
        return apply1("Range", Attributes.of("start", start, "limit", limit, "delta", delta, "dtype", dtype));
    }

    /** A matrix of a matrix's shape that is 1 where column = row + k and 0 elsewhere. */
    default Value eyeLike(Value x, long k, DType dtype) {
        return apply1("EyeLike", Attributes.of("k", k, "dtype", dtype), x);
    }

    /**
     * The positions of the elements that are not 0, in row-major order: [axes of x, size] in i64. Those beyond the size are
     * left out; columns without a position hold -1.
     */
    default Value nonZero(Value x, long size) {
        return apply1("NonZero", Attributes.of("size", size), x);
    }

    /** A new axis of length depth that is 1 at the index and 0 elsewhere; all 0 for an index out of range. */
    default Value oneHot(Value indices, int axis, long depth, DType dtype) {
        return apply1("OneHot", Attributes.of("axis", axis, "depth", depth, "dtype", dtype), indices);
    }

    /** As {@link #oneHot(Value, int, long, DType)} in a new last axis. */
    default Value oneHot(Value indices, long depth, DType dtype) {
        return oneHot(indices, -1, depth, dtype);
    }
}
