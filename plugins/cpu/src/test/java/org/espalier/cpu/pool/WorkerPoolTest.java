package org.espalier.cpu.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.espalier.cpu.Allocations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEveryPartOnceAndWaitsForAll(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int round = 0; round < 2_000; round++) {
                int parts = round % 17;
                AtomicIntegerArray runs = new AtomicIntegerArray(parts);
                pool.run((part, slot) -> runs.incrementAndGet(part), parts);
                for (int i = 0; i < parts; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void partsThatRunAtTheSameTimeHaveDifferentSlots() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicIntegerArray inside = new AtomicIntegerArray(4);
            AtomicInteger collisions = new AtomicInteger();
            for (int round = 0; round < 500; round++) {
                pool.run((part, slot) -> {
                    if (inside.incrementAndGet(slot) != 1) {
                        collisions.incrementAndGet();
                    }
                    Thread.onSpinWait();
                    inside.decrementAndGet(slot);
                }, 50);
            }
            assertThat(collisions).hasValue(0);
        }
    }

    @Test
    void servesSeveralCallersAtOnce() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            AtomicInteger wrong = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread caller = new Thread(() -> {
                    for (int round = 0; round < 2_000; round++) {
                        AtomicInteger sum = new AtomicInteger();
                        pool.run((part, slot) -> sum.addAndGet(part), 9);
                        if (sum.get() != 36) {
                            wrong.incrementAndGet();
                        }
                    }
                });
                callers.add(caller);
                caller.start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(wrong).hasValue(0);
        }
    }

    @Test
    void aTaskMayRunAnother() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicInteger sum = new AtomicInteger();
            pool.run((part, slot) -> pool.run((inner, s) -> sum.addAndGet(inner), 5), 6);
            assertThat(sum).hasValue(6 * 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anExceptionReachesTheCallerAndThePoolGoesOn(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int bad = 0; bad < 8; bad++) {
                int failing = bad;
                assertThatThrownBy(() -> pool.run((part, slot) -> {
                    if (part == failing) {
                        throw new IllegalStateException("part " + part);
                    }
                }, 8)).isInstanceOf(IllegalStateException.class).hasMessage("part " + failing);
                AtomicInteger count = new AtomicInteger();
                pool.run((part, slot) -> count.incrementAndGet(), 8);
                assertThat(count).hasValue(8);
            }
        }
    }

    @Test
    void aWorkerThatHasParkedIsWokenUp() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int round = 0; round < 3; round++) {
                Thread.sleep(20);
                AtomicInteger workers = new AtomicInteger();
                // The caller holds its part until another thread has taken one.
                pool.run((part, slot) -> {
                    if (slot != 0) {
                        workers.incrementAndGet();
                    }
                    long end = System.nanoTime() + 5_000_000_000L;
                    while (workers.get() == 0 && System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }, 2);
                assertThat(workers.get()).isPositive();
            }
        }
    }

    @Test
    void aClosedPoolRunsTasksOnTheCaller() {
        WorkerPool pool = new WorkerPool(3);
        pool.close();
        List<Integer> slots = new ArrayList<>();
        pool.run((part, slot) -> slots.add(slot), 4);
        assertThat(slots).containsExactly(0, 0, 0, 0);
    }

    @Test
    void handingOverAllocatesNothing() {
        try (WorkerPool pool = new WorkerPool(2)) {
            int[] sums = new int[64];
            ParallelTask task = (part, slot) -> sums[part] += slot;
            Runnable calls = () -> {
                for (int i = 0; i < 10_000; i++) {
                    pool.run(task, 64);
                }
            };
            assertThat(Allocations.leastOf(calls, pool)).isZero();
        }
    }

    @Test
    void needsAThread() {
        assertThatThrownBy(() -> new WorkerPool(0)).hasMessage("a pool needs at least 1 thread, got 0");
    }

    /** A worker that is held up between two looks at the pool must not take a part of a larger task for one of its own. */
    @Test
    void tasksOfDifferentSizesInQuickSuccessionRunEveryPartOnce() {
        AtomicIntegerArray runs = new AtomicIntegerArray(16);
        ParallelTask task = (part, slot) -> {
            runs.incrementAndGet(part);
            for (int spin = 0; spin < 20; spin++) {
                Thread.onSpinWait();
            }
        };
        AtomicBoolean over = new AtomicBoolean();
        // More runnable threads than cores, so that workers are held up anywhere.
        Thread[] noise = new Thread[3];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = new Thread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
            noise[i].start();
        }
        try (WorkerPool pool = new WorkerPool(4)) {
            long end = System.nanoTime() + 3_000_000_000L;
            for (int n = 0; n < 5_000_000 && System.nanoTime() < end; n++) {
                int count = n % 2 == 0 ? 2 : 16;
                pool.run(task, count);
                for (int part = 0; part < count; part++) {
                    int times = runs.getAndSet(part, 0);
                    if (times != 1) {
                        throw new AssertionError("part " + part + " of task " + n + " ran " + times + " times");
                    }
                }
            }
        } finally {
            over.set(true);
        }
    }
}
