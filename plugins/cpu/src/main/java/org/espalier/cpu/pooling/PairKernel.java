package org.espalier.cpu.pooling;

import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.pool.WorkerPool;

/**
 * Pooling over squares of two by two, block by block. Where no row or column is left over, all maps of a part are one high
 * map.
 */
abstract class PairKernel extends PoolKernel {
    /** Blocks of rows in whole groups of so many are whole vectors, whatever their width. */
    private static final int GROUP = 8;

    private final int width;
    private final int results;
    private final boolean joined;
    private final int rowsOfBlock;

    PairKernel(PoolWindows windows, WorkerPool pool) {
        super(windows, pool);
        this.width = windows.c().length();
        this.results = windows.c().output();
        this.joined = 2 * windows.b().output() == windows.b().length();
        int fitting = Math.max(1, PairLoops.MOST_SQUARES / Math.max(1, results));
        this.rowsOfBlock = fitting > GROUP ? fitting / GROUP * GROUP : fitting;
    }

    /**
     * Works on a block of squares.
     *
     * @param at the place of the first square's first element among the elements of all maps
     * @param rows the pairs of rows
     * @param n the squares of each
     * @param result the place of the first square among all
     */
    abstract void block(Buffer[] in, Buffer[] out, int at, int rows, int n, int result);

    /** Sets to 0 what belongs to no square, in gradients. */
    void finish(Buffer[] out, int map) {}

    @Override
    final void maps(int first, int end, Buffer[] in, Buffer[] out) {
        if (joined) {
            rows(in, out, first * windows.inputs(), (end - first) * windows.b().output(), first * windows.outputs());
        }
        for (int map = first; map < end; map++) {
            if (!joined) {
                rows(in, out, map * windows.inputs(), windows.b().output(), map * windows.outputs());
            }
            finish(out, map);
        }
    }

    private void rows(Buffer[] in, Buffer[] out, int at, int rows, int result) {
        for (int row = 0; row < rows; row += rowsOfBlock) {
            int some = Math.min(rowsOfBlock, rows - row);
            for (int i = 0; i < results; i += PairLoops.MOST_SQUARES) {
                int n = Math.min(PairLoops.MOST_SQUARES, results - i);
                block(in, out, at + 2 * (row * width + i), some, n, result + row * results + i);
            }
        }
    }

    /** The distance of rows. */
    final int width() {
        return width;
    }
}
