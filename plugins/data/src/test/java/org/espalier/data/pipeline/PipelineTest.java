package org.espalier.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.data.pipeline.Reading.batches;
import static org.espalier.data.pipeline.Reading.epoch;
import static org.espalier.data.pipeline.Reading.numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.data.augment.Crop;
import org.espalier.data.augment.Flip;
import org.espalier.data.augment.GaussianNoise;
import org.espalier.data.augment.Translation;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final TensorType NUMBER = TensorType.of(DType.F32, 1);

    private static List<Float> upTo(int n) {
        return IntStream.range(0, n).mapToObj(i -> (float) i).toList();
    }

    private static Tensor times(Tensor t, float factor) {
        return Tensor.of(new float[] {t.toFloats()[0] * factor}, 1);
    }

    /** n images of 4×4 of the numbers from 0 on. */
    private static Dataset images(int n) {
        float[] values = new float[n * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Dataset.of(Map.of(Dataset.INPUT, Tensor.of(values, n, 1, 4, 4)));
    }

    @Test
    void inOrder() {
        Batches batches = Pipeline.of(numbers(7)).batch(3);
        assertThat(batches(batches, 1, 0)).containsExactly(List.of(0f, 1f, 2f), List.of(3f, 4f, 5f), List.of(6f));
        assertThat(batches.size()).isEqualTo(7);
        assertThat(batches.batchSize()).isEqualTo(3);
        assertThat(Pipeline.of(numbers(2)).batch(64).batchSize()).isEqualTo(2);
    }

    @Test
    void shuffledAsATrainingWouldShuffle() {
        Batches batches = Pipeline.of(numbers(50)).shuffle().batch(8);
        for (int e = 0; e < 3; e++) {
            int[] rows = new int[50];
            Order.SHUFFLED.fill(rows, 9, e);
            assertThat(epoch(batches, 9, e)).containsExactlyElementsOf(IntStream.of(rows).mapToObj(r -> (float) r).toList());
        }
        assertThat(epoch(batches, 9, 0)).isNotEqualTo(epoch(batches, 9, 1)).isNotEqualTo(epoch(batches, 8, 0));
    }

    @Test
    void drawnWithReplacement() {
        int[] rows = new int[50];
        Order.WITH_REPLACEMENT.fill(rows, 3, 2);
        assertThat(IntStream.of(rows).distinct().count()).isLessThan(50);
        assertThat(epoch(Pipeline.of(numbers(50)).sample().batch(8), 3, 2))
                .containsExactlyElementsOf(IntStream.of(rows).mapToObj(r -> (float) r).toList());
    }

    @Test
    void aShuffleBufferBringsNothingFurtherForwardThanItIsLong() {
        Batches batches = Pipeline.of(numbers(200)).shuffle(10).batch(16);
        List<Float> first = epoch(batches, 4, 0);
        assertThat(first).containsExactlyInAnyOrderElementsOf(upTo(200)).isNotEqualTo(upTo(200));
        for (int i = 0; i < first.size(); i++) {
            assertThat(first.get(i)).isLessThan(i + 10);
        }
        assertThat(epoch(batches, 4, 0)).isEqualTo(first);
        assertThat(epoch(batches, 4, 1)).isNotEqualTo(first);
        assertThat(epoch(batches, 5, 0)).isNotEqualTo(first);
        assertThat(epoch(Pipeline.of(numbers(200)).shuffle(1).batch(16), 4, 0)).isEqualTo(upTo(200));
    }

    @Test
    void aShuffleBufferReadsNoFurtherThanItHolds() {
        AtomicInteger read = new AtomicInteger();
        Examples endless = new Examples() {
            @Override
            public Map<String, TensorType> fields() {
                return Map.of(Dataset.INPUT, NUMBER);
            }

            @Override
            public int size() {
                return 1_000_000;
            }

            @Override
            public ExampleStream open(long seed, int epoch) {
                return () -> Example.of(Map.of(Dataset.INPUT, Tensor.of(new float[] {read.getAndIncrement()}, 1)));
            }
        };
        Batches batches = Pipeline.of(endless).shuffle(10).batch(4);
        assertThat(read).hasValue(0);
        try (var stream = batches.epoch(1, 0)) {
            stream.next();
            // Ten for the first one that is drawn, and one more for each of the other three.
            assertThat(read).hasValue(13);
            stream.next();
            assertThat(read).hasValue(17);
        }
    }

    @Test
    void aShuffleBufferOfTheWholeReachesEveryPlace() {
        Batches batches = Pipeline.of(numbers(5)).shuffle(5).batch(5);
        int[] bySeed = new int[5];
        int[] byEpoch = new int[5];
        for (int i = 0; i < 500; i++) {
            bySeed[epoch(batches, i, 0).indexOf(0f)]++;
            byEpoch[epoch(batches, 0, i).indexOf(0f)]++;
        }
        // A fifth of 500 each; four deviations are 36.
        assertThat(bySeed).satisfies(p -> IntStream.of(p).forEach(n -> assertThat(n).isBetween(64, 136)));
        assertThat(byEpoch).satisfies(p -> IntStream.of(p).forEach(n -> assertThat(n).isBetween(64, 136)));
    }

    @Test
    void mapIsDoneLazilyAndInTurn() {
        AtomicInteger calls = new AtomicInteger();
        Batches batches = Pipeline.of(numbers(6))
                .map(Dataset.INPUT, NUMBER, t -> {
                    calls.incrementAndGet();
                    return times(t, 2);
                })
                .map(Dataset.INPUT, TensorType.of(DType.F32), t -> Tensor.of(TensorType.of(DType.F32), new float[] {t.toFloats()[0] + 1}))
                .batch(2);
        assertThat(calls).hasValue(0);
        assertThat(batches.fields()).isEqualTo(Map.of(Dataset.INPUT, TensorType.of(DType.F32)));
        try (var stream = batches.epoch(1, 0)) {
            assertThat(stream.next()).isEqualTo(2);
            assertThat(calls).hasValue(2);
            assertThat(Reading.input(batches, stream, 2)).containsExactly(1f, 3f);
        }
    }

    @Test
    void aCacheReadsOnceAndAlwaysTheSame() {
        AtomicInteger calls = new AtomicInteger();
        Pipeline read = Pipeline.of(numbers(20)).shuffle().map(Dataset.INPUT, NUMBER, t -> {
            calls.incrementAndGet();
            return t;
        });
        List<Float> once = epoch(read.batch(4), 6, 0);
        calls.set(0);
        Batches cached = read.cache(80).batch(4);
        // A run that begins at a later epoch sees what the others saw.
        assertThat(epoch(cached, 6, 3)).isEqualTo(once);
        assertThat(epoch(cached, 6, 0)).isEqualTo(once);
        assertThat(calls).hasValue(20);
        assertThat(epoch(cached, 7, 0)).isEqualTo(epoch(read.batch(4), 7, 0)).isNotEqualTo(once);
        assertThatThrownBy(() -> epoch(read.cache(79).batch(4), 6, 0)).isInstanceOf(DataException.class)
                .hasMessage("the cache of 79 bytes is full after 19 of 20 examples; allow it more, put it before what makes examples"
                        + " larger, or do without it");
    }

    @Test
    void augmentationIsNewEachEpochAndTheSameEachTime() {
        Batches batches = Pipeline.of(images(12)).shuffle().augment(Flip.horizontal(), new GaussianNoise(0.1)).batch(5);
        List<Float> first = epoch(batches, 2, 0);
        assertThat(epoch(batches, 2, 0)).isEqualTo(first);
        assertThat(epoch(batches, 2, 1)).isNotEqualTo(first);
        // The size of the batches does not matter.
        assertThat(epoch(Pipeline.of(images(12)).shuffle().augment(Flip.horizontal(), new GaussianNoise(0.1)).batch(7), 2, 0))
                .isEqualTo(first);
    }

    @Test
    void twoAugmentationsDrawIndependently() {
        Pipeline once = Pipeline.of(images(200)).augment(Flip.horizontal());
        List<Float> twice = epoch(once.augment(Flip.horizontal()).batch(200), 1, 0);
        int flipped = 0;
        for (int i = 0; i < 200; i++) {
            flipped += twice.get(16 * i) == 16 * i ? 0 : 1;
        }
        // With the same draws it would be none; half of them are 100, and four deviations 28.
        assertThat(flipped).isBetween(72, 128);
    }

    @Test
    void augmentationChangesShapesAndKeepsBytes() {
        Pipeline cropped = Pipeline.of(images(1)).augment(Translation.by(1, 0), Crop.centre(2, 2));
        assertThat(cropped.fields().get(Dataset.INPUT)).isEqualTo(TensorType.of(DType.F32, 1, 2, 2));
        assertThat(epoch(cropped.batch(1), 0, 0)).containsExactly(1f, 2f, 5f, 6f);
        Dataset bytes = Dataset.of(Map.of("image", Tensor.of(TensorType.of(DType.U8, 1, 1, 3), new byte[] {0, 100, -1})));
        Pipeline noisy = Pipeline.of(bytes).augment("image", new GaussianNoise(1000));
        assertThat(noisy.fields().get("image")).isEqualTo(TensorType.of(DType.U8, 1, 3));
        Batches batches = noisy.batch(1);
        boolean[] seen = new boolean[256];
        for (int e = 0; e < 20; e++) {
            try (var stream = batches.epoch(1, e)) {
                var buffer = Buffer.allocate(TensorType.of(DType.U8, 1, 1, 3));
                assertThat(stream.next()).isEqualTo(1);
                stream.read("image", buffer);
                for (int i = 0; i < 3; i++) {
                    seen[(int) buffer.getLong(i)] = true;
                }
            }
        }
        // Noise of that size ends at either limit nearly always, never beyond it.
        assertThat(seen[0] && seen[255]).isTrue();
    }

    @Test
    void examplesThatComeOneAfterAnother() {
        List<String> log = new ArrayList<>();
        Examples squares = new Examples() {
            @Override
            public Map<String, TensorType> fields() {
                return Map.of(Dataset.INPUT, NUMBER);
            }

            @Override
            public int size() {
                return 4;
            }

            @Override
            public ExampleStream open(long seed, int epoch) {
                log.add("open " + epoch);
                return new ExampleStream() {
                    private int i;

                    @Override
                    public Example next() {
                        if (i == 4) {
                            return null;
                        }
                        float square = i * i;
                        i++;
                        return Example.of(Map.of(Dataset.INPUT, Tensor.of(new float[] {square}, 1)));
                    }

                    @Override
                    public void close() {
                        log.add("close " + epoch);
                    }
                };
            }
        };
        assertThat(batches(Pipeline.of(squares).batch(3), 0, 5)).containsExactly(List.of(0f, 1f, 4f), List.of(9f));
        assertThat(epoch(Pipeline.of(squares).shuffle(2).batch(3).prefetch(2), 0, 6)).containsExactlyInAnyOrder(0f, 1f, 4f, 9f);
        assertThat(log).containsExactly("open 5", "close 5", "open 6", "close 6");
    }

    @Test
    void wrongUses() {
        Pipeline pipeline = Pipeline.of(numbers(3));
        assertThatThrownBy(() -> Pipeline.of(numbers(3).subset(new int[0]))).isInstanceOf(DataException.class)
                .hasMessage("a pipeline needs at least one example, but there is none");
        assertThatThrownBy(() -> pipeline.map("image", NUMBER, t -> t)).isInstanceOf(DataException.class)
                .hasMessage("there is no field 'image' in the pipeline, only [input]");
        assertThatThrownBy(() -> pipeline.shuffle(2).shuffle()).isInstanceOf(DataException.class)
                .hasMessageStartingWith("shuffle() needs a data set that can be read at any row, right before it");
        assertThatThrownBy(() -> pipeline.augment(Flip.vertical())).isInstanceOf(DataException.class)
                .hasMessage("augmentation needs images, f32 or u8 and [height,width] or [channels,height,width], but 'input' is f32[1]");
        assertThatThrownBy(() -> Pipeline.of(images(1)).augment(Crop.to(5, 5))).isInstanceOf(DataException.class)
                .hasMessageStartingWith("a window of 5×5 does not fit");
        assertThatThrownBy(() -> pipeline.batch(0)).hasMessage("the batch size must be at least 1, but was 0");
        assertThatThrownBy(() -> pipeline.shuffle(0)).hasMessage("the shuffle buffer must be at least 1, but was 0");
        assertThatThrownBy(() -> pipeline.batch(1).prefetch(0)).hasMessageContaining("at least one batch and one thread");
        assertThatThrownBy(() -> epoch(pipeline.map(Dataset.INPUT, TensorType.of(DType.F32, 2), t -> t).batch(3), 0, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("map must make f32[2] of each 'input', but made f32[1] of f32[1], at example 0 of epoch 0");
    }
}
