package org.espalier.cpu.norm;

import org.espalier.cpu.arith.Lanes;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * The rows that layer normalization goes over: all axes from the attribute {@code axis} on are one row.
 *
 * @param count the number of rows
 * @param length the elements of each
 * @param last the shape of a row
 */
record LayerRows(int count, int length, Shape last) {
    /** The longest row whose sums f32 lanes hold without rounding errors that matter. */
    private static final int LONGEST = 1 << 15;
    /** Elements that are worth the hand-over to another thread. */
    private static final int WORTH_SHARING = 1 << 14;
    private static final int PARTS_PER_THREAD = 4;
    /** The floats of working memory that a thread needs: two lanes, and figures, which take a cache line. */
    static final int WORK = 2 * Lanes.COUNT + 16;

    /** The rows of x, or null where they are not those of f32 elements or longer than what is worth a kernel. */
    static LayerRows of(TensorType x, Attributes attributes) {
        Shape s = x.shape();
        int first = s.axis(Math.toIntExact(attributes.longValue("axis", -1)));
        Shape last = s.slice(first, s.rank());
        if (x.dtype() != DType.F32 || last.size() > LONGEST) {
            return null;
        }
        return new LayerRows(Math.toIntExact(s.slice(0, first).size()), Math.toIntExact(last.size()), last);
    }

    /** Whether a parameter has a number for each element of a row. */
    boolean fit(TensorType parameter) {
        return parameter.shape().equals(last);
    }

    int parts(WorkerPool pool) {
        return (long) count * length < WORTH_SHARING ? 1 : Math.min(count, PARTS_PER_THREAD * pool.threads());
    }

    /** The first row of a part. */
    int first(int part, WorkerPool pool) {
        return (int) ((long) count * part / parts(pool));
    }

    /** The row behind the last of a part. */
    int end(int part, WorkerPool pool) {
        return first(part + 1, pool);
    }
}
