package org.espalier.cpu.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends the mutable state of a call to one thread at a time, so that a kernel serves several threads at once. A call
 * allocates only while there were never so many at once before.
 */
final class Lease<T> {
    private static final int KEPT = 16;

    private final AtomicReferenceArray<T> free = new AtomicReferenceArray<>(KEPT);
    private final Supplier<T> maker;

    Lease(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        for (int i = 0; i < KEPT; i++) {
            if (free.get(i) != null) {
                T state = free.getAndSet(i, null);
                if (state != null) {
                    return state;
                }
            }
        }
        return maker.get();
    }

    void giveBack(T state) {
        for (int i = 0; i < KEPT; i++) {
            if (free.get(i) == null && free.compareAndSet(i, null, state)) {
                return;
            }
        }
    }
}
