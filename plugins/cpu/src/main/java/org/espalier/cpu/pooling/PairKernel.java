package org.espalier.cpu.pooling;

import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.pool.WorkerPool;

/**
 * Pooling over squares of two by two, block by block. Where no row or column is left over, all maps of a part are one high
 * map.
 */
final class PairKernel extends PoolKernel {
    /** Blocks of rows in whole groups of so many are whole vectors, whatever their width. */
    private static final int GROUP = 8;

    /** Works on a block of squares. */
    @FunctionalInterface
    interface Block {
        /**
         * Reads or writes a block.
         *
         * @param at the place of the first square's first element among the elements of all maps
         * @param width the distance of rows
         * @param rows the pairs of rows
         * @param n the squares of each
         * @param result the place of the first square among all
         */
        void run(Buffer[] in, Buffer[] out, int at, int width, int rows, int n, int result);
    }

    private final Block block;
    private final boolean gradient;
    private final int width;
    private final int results;
    private final boolean joined;
    private final int rowsOfBlock;

    private PairKernel(PoolWindows windows, boolean gradient, WorkerPool pool, Block block) {
        super(windows, pool);
        this.block = block;
        this.gradient = gradient;
        this.width = windows.c().length();
        this.results = windows.c().output();
        this.joined = 2 * windows.b().output() == windows.b().length();
        int fitting = Math.max(1, PairLoops.MOST_SQUARES / Math.max(1, results));
        this.rowsOfBlock = fitting > GROUP ? fitting / GROUP * GROUP : fitting;
    }

    static PairKernel of(PoolWindows windows, WorkerPool pool, Block block) {
        return new PairKernel(windows, false, pool, block);
    }

    /** A gradient, which is 0 where an element belongs to no square. */
    static PairKernel gradient(PoolWindows windows, WorkerPool pool, Block block) {
        return new PairKernel(windows, true, pool, block);
    }

    @Override
    void maps(int first, int end, Buffer[] in, Buffer[] out) {
        if (joined) {
            rows(in, out, first * windows.inputs(), (end - first) * windows.b().output(), first * windows.outputs());
        }
        for (int map = first; map < end; map++) {
            if (!joined) {
                rows(in, out, map * windows.inputs(), windows.b().output(), map * windows.outputs());
            }
            if (gradient) {
                windows.clearRest(out[0].f32(), out[0].offset() + map * windows.inputs());
            }
        }
    }

    private void rows(Buffer[] in, Buffer[] out, int at, int rows, int result) {
        for (int row = 0; row < rows; row += rowsOfBlock) {
            int some = Math.min(rowsOfBlock, rows - row);
            for (int i = 0; i < results; i += PairLoops.MOST_SQUARES) {
                int n = Math.min(PairLoops.MOST_SQUARES, results - i);
                block.run(in, out, at + 2 * (row * width + i), width, some, n, result + row * results + i);
            }
        }
    }
}
