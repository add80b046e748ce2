package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.espalier.backend.Philox;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;

/** Runs of random words against the definition of the stream, word by word. */
class RandomWordsTest {
    private static final List<RandomWords> BOTH = List.of(EveryArithmetic.PLAIN.randomWords(), EveryArithmetic.VECTOR.randomWords());

    @Test
    void blocksAreThoseOfTheStream() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) { // the first calls warm up
            long seed = random.nextLong();
            long step = random.nextLong();
            int identity = random.nextInt();
            int first = round % 2 == 0 ? random.nextInt(1 << 29) : round;
            int count = random.nextInt(70);
            for (RandomWords words : BOTH) {
                int[] out = new int[4 * count + 2];
                words.blocks(seed, step, identity, first, count, out, 1);
                for (int i = 0; i < 4 * count; i++) {
                    assertThat(out[1 + i]).isEqualTo(Philox.word(seed, step, identity, 4 * first + i));
                }
                assertThat(out[0] | out[4 * count + 1]).as("what lies beside them").isZero();
            }
        }
    }

    @Test
    void belowComparesTheNumberOfAWord() {
        Random random = new Random(2);
        int[] edges = {0, -1, 1 << 8, (1 << 8) - 1, 1 << 31, (1 << 31) - 1, 0x40000000, 0x3fffffff, 0xffffff00};
        for (double p : new double[] {0, 1, 0.5, 0.25, 0.1, 1e-9, 0x1p-24, 3 * 0x1p-25, 1 - 0x1p-24, 0.999999999}) {
            for (int n = 0; n < 90; n++) {
                int[] words = new int[n + 1];
                for (int i = 0; i < words.length; i++) {
                    words[i] = i < edges.length ? edges[i] : random.nextInt();
                }
                for (RandomWords r : BOTH) {
                    float[] out = new float[n + 4];
                    r.below(words, 1, RandomWords.threshold(p), out, 2, n);
                    for (int i = 0; i < n; i++) {
                        assertThat(out[2 + i]).isEqualTo(Philox.uniform(words[1 + i]) < p ? 1f : 0f);
                    }
                    assertThat(out[1] + out[n + 2]).isZero();
                }
            }
        }
    }

    @Test
    void nothingIsAllocated() {
        int[] words = new int[1024];
        float[] out = new float[1024];
        try (WorkerPool none = new WorkerPool(1)) {
            for (RandomWords r : BOTH) {
                assertThat(Allocations.leastOf(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        r.blocks(1, 2, 3, i, 256, words, 0);
                        r.below(words, 0, 1 << 23, out, 0, 1024);
                    }
                }, none)).isZero();
            }
        }
    }
}
