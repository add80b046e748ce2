package org.espalier.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.data.pipeline.Reading.batches;
import static org.espalier.data.pipeline.Reading.numbers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.data.augment.GaussianNoise;
import org.espalier.data.augment.Rotation;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchTest {
    private static final TensorType NUMBER = TensorType.of(DType.F32, 1);

    private static Pipeline mapped(int n, UnaryOperator<Tensor> function) {
        return Pipeline.of(numbers(n)).map(Dataset.INPUT, NUMBER, function);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void batchesAreTheSameForAnyNumberOfThreads() {
        float[] pixels = new float[100 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
        }
        Dataset images = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(pixels, 100, 4, 4)));
        Batches direct = Pipeline.of(images).shuffle(30).augment(Rotation.upTo(30), new GaussianNoise(1)).batch(7);
        for (int epoch = 0; epoch < 3; epoch++) {
            List<List<Float>> expected = batches(direct, 11, epoch);
            assertThat(batches(direct.prefetch(1), 11, epoch)).isEqualTo(expected);
            assertThat(batches(direct.prefetch(3, 3), 11, epoch)).isEqualTo(expected);
            assertThat(batches(direct.prefetch(50, 8), 11, epoch)).isEqualTo(expected);
        }
    }

    @Test
    void theWorkIsDoneOnOtherThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Batches batches = mapped(40, t -> {
            threads.add(Thread.currentThread());
            return t;
        }).batch(4).prefetch(3, 2);
        assertThat(batches(batches, 1, 0)).hasSize(10);
        assertThat(threads).isNotEmpty().doesNotContain(Thread.currentThread())
                .allMatch(Thread::isDaemon).allMatch(t -> t.getName().startsWith("espalier-data-"));
        await(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void noMoreIsMadeThanMayBeHeld() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        Batches batches = mapped(100, t -> {
            made.incrementAndGet();
            return t;
        }).batch(5).prefetch(2, 2);
        try (BatchStream stream = batches.epoch(1, 0)) {
            stream.next();
            // The one that is read, and two ahead.
            await(() -> made.get() == 15);
            Thread.sleep(50);
            assertThat(made).hasValue(15);
            stream.next();
            await(() -> made.get() == 20);
        }
    }

    @Test
    void whatGoesWrongIsToldWhereItsBatchWouldHaveCome() {
        Batches batches = mapped(40, t -> {
            if (t.toFloats()[0] == 13) {
                throw new IllegalStateException("thirteen");
            }
            return t;
        }).batch(5).prefetch(4, 2);
        try (BatchStream stream = batches.epoch(1, 0)) {
            assertThat(stream.next()).isEqualTo(5);
            assertThat(stream.next()).isEqualTo(5);
            assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class).hasMessage("thirteen");
        }
    }

    @Test
    void closingInTheMiddleEndsTheThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(1);
        Batches batches = mapped(1000, t -> {
            threads.add(Thread.currentThread());
            begun.countDown();
            return t;
        }).batch(2).prefetch(3, 3);
        BatchStream stream = batches.epoch(1, 0);
        assertThat(stream.next()).isEqualTo(2);
        stream.close();
        await(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(begun.getCount()).isZero();
        assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void anInterruptedReaderStillGetsItsBatch() {
        Batches batches = mapped(4, t -> t).batch(2).prefetch(1);
        try (BatchStream stream = batches.epoch(1, 0)) {
            Thread.currentThread().interrupt();
            assertThat(stream.next()).isEqualTo(2);
            assertThat(Reading.input(batches, stream, 2)).containsExactly(0f, 1f);
            assertThat(stream.next()).isEqualTo(2);
            assertThat(stream.next()).isZero();
            assertThat(stream.next()).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
