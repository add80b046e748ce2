package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A steady training step allocates nothing: the bytes that the caller and all threads of the backend have
 * allocated stand still, to the byte, in several windows. The warm-up, 12,000 steps and then until a window is clean but
 * 20 seconds at the most, is for the JIT: vectors are objects until the code around them is compiled.
 */
class AllocationTest {
    private static final int WARM_UP = 12_000;
    private static final long MORE_WARM_UP_NANOS = 20_000_000_000L;
    private static final int WINDOWS = 5;
    private static final int STEPS = 50;

    @ParameterizedTest
    @CsvSource({"reference, 1, plain", "reference, 1, everything", "cpu, 1, plain", "cpu, 1, everything", "cpu, 2, everything"})
    void aStepAllocatesNothing(String backend, int threads, String which) {
        Network network = which.equals("plain") ? Fixtures.plain() : Fixtures.everything();
        Dataset data = Fixtures.points(64);
        int[] rows = IntStream.range(0, 64).toArray();
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Set<Long> others = threads(bean);
        others.remove(Thread.currentThread().getId());
        try (Engine engine = Engine.create(Fixtures.REGISTRY, backend, threads)) {
            Model model = network.init(engine, 1);
            TrainingStep step = new TrainingStep(model, Fixtures.classify(), data.fields());
            for (int i = 0; i < WARM_UP; i++) {
                step.update(data, rows, 64, 1e-4);
            }
            long[] windows = new long[WINDOWS];
            // Asking allocates too: what a window of no steps costs is measured first and taken off.
            long asking = Long.MAX_VALUE;
            for (int w = 0; w < 3 * WINDOWS; w++) {
                asking = Math.min(asking, window(bean, others, step, data, rows, 0));
            }
            // The JIT compiles beside the steps; on a busy machine it may need more of them than were stated above.
            long deadline = System.nanoTime() + MORE_WARM_UP_NANOS;
            while (window(bean, others, step, data, rows, STEPS) != asking && System.nanoTime() < deadline) {
                Thread.yield();
            }
            for (int w = 0; w < WINDOWS; w++) {
                windows[w] = window(bean, others, step, data, rows, STEPS) - asking;
            }
            Arrays.sort(windows);
            assertThat(windows[WINDOWS - 1]).as("bytes in %d steps: %s", STEPS, Arrays.toString(windows)).isZero();
        }
    }

    private static long window(
            ThreadMXBean bean, Set<Long> others, TrainingStep step, Dataset data, int[] rows, int steps) {
        long before = allocated(bean, others);
        for (int i = 0; i < steps; i++) {
            step.update(data, rows, 64, 1e-4);
        }
        return allocated(bean, others) - before;
    }

    /** What the caller and the backend's threads have allocated, but not the threads of the test's own machinery. */
    private static long allocated(ThreadMXBean bean, Set<Long> others) {
        long sum = 0;
        for (long id : bean.getAllThreadIds()) {
            sum += others.contains(id) ? 0 : Math.max(bean.getThreadAllocatedBytes(id), 0);
        }
        return sum;
    }

    private static Set<Long> threads(ThreadMXBean bean) {
        return LongStream.of(bean.getAllThreadIds()).boxed().collect(Collectors.toSet());
    }
}
