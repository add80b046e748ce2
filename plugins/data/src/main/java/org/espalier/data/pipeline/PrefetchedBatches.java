package org.espalier.data.pipeline;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.backend.Buffer;
import org.espalier.data.BatchStream;
import org.espalier.plugin.DataException;
import org.espalier.tensor.TensorType;

/**
 * Batches that are made ahead by threads of their own, in a ring of as many places. Batch k has place k modulo their
 * number: whoever draws it has the place until it is made, and the reader has it until the next batch is asked for. What
 * goes wrong while a batch is made is thrown where that batch would have come.
 */
final class PrefetchedBatches implements BatchStream {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Draws draws;
    private final Slot[] ring;
    private final Object drawing = new Object();
    private boolean ended;
    private boolean closed;
    private long drawn;
    private long read;
    private boolean reading;

    private static final class Slot {
        final Assembly assembly;
        boolean made;
        boolean end;
        Throwable failure;

        Slot(Assembly assembly) {
            this.assembly = assembly;
        }
    }

    PrefetchedBatches(Draws draws, Map<String, TensorType> fields, int ahead, int threads) {
        this.draws = draws;
        // One more than are made ahead: that one is being read.
        this.ring = new Slot[ahead + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Slot(new Assembly(fields, draws.batchSize()));
        }
        for (int i = 0; i < Math.min(threads, ahead); i++) {
            Thread t = new Thread(this::work, "espalier-data-" + NUMBER.incrementAndGet());
            t.setDaemon(true);
            t.start();
        }
    }

    private void work() {
        for (Slot slot = drawn(); slot != null; slot = drawn()) {
            Throwable failure = null;
            try {
                slot.assembly.fill();
            } catch (Throwable e) {
                failure = e;
            }
            finish(slot, false, failure);
        }
    }

    /** A place with the examples of the next batch; null where there is nothing more to do. One thread at a time. */
    private Slot drawn() {
        synchronized (drawing) {
            Slot slot = free();
            if (slot == null) {
                return null;
            }
            try {
                if (slot.assembly.draw(draws) > 0) {
                    return slot;
                }
                finish(slot, true, null);
            } catch (Throwable e) {
                finish(slot, true, e);
            }
            return null;
        }
    }

    private synchronized Slot free() {
        while (!closed && !ended && drawn - read >= ring.length) {
            // Nobody interrupts these threads; if somebody does, they still end when they are told to.
            awaitChange();
        }
        return closed || ended ? null : ring[(int) (drawn++ % ring.length)];
    }

    /** Marks a place as made; the one with the end of the stream ends the drawing too. */
    private synchronized void finish(Slot slot, boolean end, Throwable failure) {
        slot.end = end;
        slot.failure = failure;
        slot.made = true;
        ended |= end;
        notifyAll();
    }

    @Override
    public synchronized int next() {
        if (closed) {
            throw new IllegalStateException("the stream of batches has been closed");
        }
        if (reading) {
            ring[(int) (read % ring.length)].made = false;
            read++;
            reading = false;
            notifyAll();
        }
        Slot slot = ring[(int) (read % ring.length)];
        boolean interrupted = false;
        while (!slot.made) {
            interrupted |= !awaitChange();
        }
        if (interrupted) {
            // The training looks for this between two steps; the batch is here all the same.
            Thread.currentThread().interrupt();
        }
        rethrow(slot.failure);
        if (slot.end) {
            return 0;
        }
        reading = true;
        return slot.assembly.count();
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure != null) {
            // Kotlin's functions throw checked exceptions without saying so.
            throw new DataException("an example could not be made: " + failure, failure);
        }
    }

    /** Waits until something has changed; false where the thread was interrupted. */
    private boolean awaitChange() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void read(String field, Buffer into) {
        ring[(int) (read % ring.length)].assembly.read(field, into);
    }

    /** Ends the threads; whoever is still drawing is waited for, since what is drawn from is closed as well. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        synchronized (drawing) {
            draws.close();
        }
    }
}
