package org.espalier.cpu.pooling;

import org.espalier.backend.Buffer;
import org.espalier.cpu.pool.WorkerPool;

/** Pooling map by map. */
abstract class MapKernel extends PoolKernel {
    MapKernel(PoolWindows windows, WorkerPool pool) {
        super(windows, pool);
    }

    /** Works on one map. */
    abstract void map(int map, Buffer[] in, Buffer[] out);

    @Override
    final void maps(int first, int end, Buffer[] in, Buffer[] out) {
        for (int map = first; map < end; map++) {
            map(map, in, out);
        }
    }
}
