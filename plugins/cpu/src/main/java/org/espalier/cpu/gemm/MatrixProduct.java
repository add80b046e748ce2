package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;

/**
 * A product of two f32 matrices of fixed shape, {@code C = op(A) op(B)} or {@code C += op(A) op(B)}.
 *
 * <p>Every element of C is one chain of fused multiply-adds in ascending k that starts from zero or from C. So the bits
 * depend neither on the number of threads nor on the blocking, nor on the width of the vectors.
 *
 * <p>An instance holds the arguments of the running call and so serves one caller at a time. A call allocates nothing.
 */
public interface MatrixProduct {
    /** Up to this many rows, a row at a time is faster than a tile that is mostly empty. */
    int FEW_ROWS = 3;

    /** Plans a product. */
    static MatrixProduct of(GemmShape shape, Arithmetic arithmetic, WorkerPool pool) {
        if (shape.m() <= FEW_ROWS && !shape.transposeB()) {
            return new RowProduct(shape, arithmetic.rowKernel(), pool);
        }
        if (SwappedProduct.pays(shape)) {
            return new SwappedProduct(shape, arithmetic, pool);
        }
        return new TiledProduct(shape, arithmetic, pool);
    }

    /** The number of floats of scratch memory that {@link #run} needs. */
    int scratchFloats();

    /** Whether an epilogue is given runs that are long against what a run costs; otherwise it is better done afterwards. */
    default boolean givesLongRuns() {
        return true;
    }

    /**
     * Computes the product.
     *
     * @param accumulate whether the sums start from what {@code c} holds
     * @param epilogue what is done to the finished elements, or null
     * @param scratch memory of which {@link #scratchFloats()} from {@code scratchAt} on are overwritten; may be null
     *     where none is needed
     */
    void run(
            float[] a, int aAt, float[] b, int bAt, float[] c, int cAt,
            boolean accumulate, Epilogue epilogue, float[] scratch, int scratchAt);
}
