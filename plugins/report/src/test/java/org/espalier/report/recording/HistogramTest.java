package org.espalier.report.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    /** Widths of 2: [0,2) [2,4) [4,6) [6,8]. */
    @Test
    void countsByHand() {
        Histogram h = Histogram.of(new double[] {0, 1.9, 2, 3, 3.9, 6, 8, 8}, 4);
        assertThat(h).isEqualTo(new Histogram(0, 8, List.of(2L, 3L, 0L, 3L)));
        assertThat(List.of(h.edge(0), h.edge(1), h.edge(3), h.edge(4))).containsExactly(0.0, 2.0, 6.0, 8.0);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        double[] values = {Double.NaN, 1, Double.POSITIVE_INFINITY, 2, Double.NEGATIVE_INFINITY};
        assertThat(Histogram.of(values, 2)).isEqualTo(new Histogram(1, 2, List.of(1L, 1L)));
        assertThat(Histogram.of(new double[] {Double.NaN}, 3)).isEqualTo(new Histogram(0, 1, List.of(0L, 0L, 0L)));
    }

    @Test
    void equalValuesStandInTheMiddle() {
        assertThat(Histogram.of(new double[] {5, 5, 5}, 3)).isEqualTo(new Histogram(4.5, 5.5, List.of(0L, 3L, 0L)));
        assertThat(Histogram.of(new double[] {1e300, 1e300}, 3).total()).isEqualTo(2);
    }

    @Test
    void everyFiniteValueIsCountedOnceAlsoAtTheEndsOfTheRange() {
        Random random = new Random(7);
        double[] values = random.doubles(1_000, -3, 5).toArray();
        assertThat(Histogram.of(values, 17).total()).isEqualTo(1_000);
        double[] extremes = {-Double.MAX_VALUE, Double.MAX_VALUE, 0};
        assertThat(Histogram.of(extremes, 3).counts()).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aHistogramHasAWidth() {
        assertThatThrownBy(() -> new Histogram(1, 1, List.of(1L))).hasMessageContaining("from 1.0 to 1.0");
        assertThatThrownBy(() -> new Histogram(0, 1, List.of())).hasMessageContaining("has 0");
    }
}
