package org.espalier.cpu.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends the mutable state of a call to one thread at a time, so that a kernel serves several threads at once. A call
 * allocates only while there were never so many at once before.
 */
public final class Lease<T> {
    private static final int KEPT = 16;

    private final AtomicReferenceArray<T> free = new AtomicReferenceArray<>(KEPT);
    private final Supplier<? extends T> maker;

    /** Makes states with {@code maker} where none is free. */
    public Lease(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** A state that nobody else has. */
    public T take() {
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

    /** Ends the use of a state. */
    public void giveBack(T state) {
        for (int i = 0; i < KEPT; i++) {
            if (free.get(i) == null && free.compareAndSet(i, null, state)) {
                return;
            }
        }
    }
}
