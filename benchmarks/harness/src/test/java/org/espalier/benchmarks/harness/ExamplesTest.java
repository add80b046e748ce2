package org.espalier.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static Examples of(String id, String... options) {
        return new Examples((Workload) Works.of(id, Arguments.parse(options, Works.OPTIONS)));
    }

    @Test
    void givesEachBatchItsPartOfTheWhole() {
        Examples e = of("mlp", "--sizes", "3,2", "--batch", "4", "--samples", "10");

        assertThat(e.rows(2)).isEqualTo(2);
        assertThat(e.features(1)).containsExactly(Arrays.copyOfRange(e.features(), 12, 24));
        assertThat(e.features(2)).containsExactly(Arrays.copyOfRange(e.features(), 24, 30));
        assertThat(e.labels(2)).containsExactly(Arrays.copyOfRange(e.labels(), 8, 10));
    }

    @Test
    void isOfMeanZeroAndVarianceOne() {
        float[] x = of("A").features();
        double sum = 0;
        double squares = 0;
        for (float v : x) {
            sum += v;
            squares += v * v;
        }

        // Four deviations of the mean and, with the fourth moment 9/5 of the uniform distribution, of the variance.
        assertThat(sum / x.length).isCloseTo(0, within(4 / Math.sqrt(x.length)));
        assertThat(squares / x.length).isCloseTo(1, within(4 * Math.sqrt(0.8 / x.length)));
    }

    @Test
    void staysWithinVocabularyAndClasses() {
        Examples e = of("H");

        assertThat(e.tokens()).hasSize(64 * 32 * 50);
        assertThat(Arrays.stream(e.tokens()).min().orElseThrow()).isNotNegative();
        assertThat(Arrays.stream(e.tokens()).max().orElseThrow()).isBetween(4900L, 4999L);
        assertThat(Arrays.stream(e.labels()).distinct().count()).isEqualTo(10);
    }

    @Test
    void marksTheClass() {
        Examples e = of("A");
        float[] rows = e.oneHot(0);

        for (int i = 0; i < 32; i++) {
            float[] row = Arrays.copyOfRange(rows, i * 10, i * 10 + 10);
            assertThat(row[(int) e.labels(0)[i]]).isEqualTo(1);
            assertThat(row).containsOnly(0, 1);
        }
    }
}
