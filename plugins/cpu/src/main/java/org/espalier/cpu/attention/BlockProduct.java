package org.espalier.cpu.attention;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.pool.WorkerPool;

/** One product of a block of queries and a block of keys, planned for blocks of full size and for the last ones. */
final class BlockProduct {
    /** The product of so many queries and keys. */
    @FunctionalInterface
    interface Shapes {
        GemmShape of(int queries, int keys);
    }

    private final MatrixProduct[] products = new MatrixProduct[4];

    BlockProduct(Arithmetic arithmetic, Cut queries, Cut keys, Shapes shapes) {
        for (int i = 0; i < products.length; i++) {
            products[i] = MatrixProduct.of(
                    shapes.of(i % 2 == 0 ? queries.block() : queries.last(), i / 2 == 0 ? keys.block() : keys.last()),
                    arithmetic, WorkerPool.NONE);
        }
    }

    int scratchFloats() {
        int most = 0;
        for (MatrixProduct p : products) {
            most = Math.max(most, p.scratchFloats());
        }
        return most;
    }

    /** The product for blocks of these kinds. */
    MatrixProduct of(int queryKind, int keyKind) {
        return products[queryKind + 2 * keyKind];
    }
}
