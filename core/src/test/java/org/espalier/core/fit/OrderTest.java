package org.espalier.core.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.data.Order;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static int[] rows(Order order, int n, long seed, int epoch) {
        int[] rows = new int[n];
        order.fill(rows, seed, epoch);
        return rows;
    }

    @Test
    void shuffledTakesEveryExampleOnceAndInANewOrderEachEpoch() {
        int[] first = rows(Order.SHUFFLED, 100, 3, 0);
        assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(rows(Order.SHUFFLED, 100, 3, 1)).isNotEqualTo(first);
        assertThat(rows(Order.SHUFFLED, 100, 4, 0)).isNotEqualTo(first);
        assertThat(rows(Order.SHUFFLED, 100, 3, 0)).isEqualTo(first);
    }

    @Test
    void everyPlaceIsAsLikelyForEveryExample() {
        int epochs = 4_000;
        int[][] counts = new int[4][4];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = rows(Order.SHUFFLED, 4, 1, epoch);
            for (int place = 0; place < 4; place++) {
                counts[order[place]][place]++;
            }
        }
        // Four standard errors of a share of a quarter.
        double error = 4 * Math.sqrt(0.25 * 0.75 / epochs);
        for (int[] row : counts) {
            for (int count : row) {
                assertThat(count / (double) epochs).isEqualTo(0.25, within(error));
            }
        }
    }

    @Test
    void drawsWithReplacementAreIndependent() {
        int n = 10_000;
        int[] drawn = rows(Order.WITH_REPLACEMENT, n, 5, 0);
        // Each example is missed with probability (1 - 1/n)^n, about 1/e.
        double missed = 1 - Arrays.stream(drawn).distinct().count() / (double) n;
        assertThat(missed).isEqualTo(Math.exp(-1), within(0.02));
        assertThat(Arrays.stream(drawn)).allMatch(r -> r >= 0 && r < n);
        assertThat(Arrays.stream(drawn).average().orElseThrow()).isEqualTo((n - 1) / 2.0, within(4 * n / Math.sqrt(12.0 * n)));
    }

    @Test
    void inOrderIsAsTheDataHasIt() {
        assertThat(rows(Order.IN_ORDER, 4, 7, 9)).containsExactly(0, 1, 2, 3);
    }
}
