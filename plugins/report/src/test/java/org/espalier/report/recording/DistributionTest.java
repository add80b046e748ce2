package org.espalier.report.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void numbersByHand() {
        Distribution d = Distribution.of("w", Distribution.Kind.WEIGHT, Tensor.of(new double[] {3, -4, 0, Double.NaN}), 2);
        assertThat(d.count()).isEqualTo(4);
        assertThat(d.notFinite()).isEqualTo(1);
        assertThat(d.norm()).isEqualTo(5);
        assertThat(d.mean()).isEqualTo(-1 / 3.0, within(1e-15));
        // ((10/3)² + (11/3)² + (1/3)²) / 3 = 222 / 27
        assertThat(d.deviation()).isEqualTo(Math.sqrt(222 / 27.0), within(1e-15));
        assertThat(d.zeros()).isEqualTo(1 / 3.0);
        assertThat(List.of(d.saturated(), d.dead())).containsOnly(Double.NaN);
    }

    /** Units over a batch of two: (0, 0) is dead, (0, 1) and (2, 3) are not. */
    @Test
    void aUnitIsDeadIfItIsZeroForAllExamples() {
        Distribution d = Distribution.ofActivation("a", Tensor.of(new double[] {0, 0, 2, 0, 1, 3}, 2, 3), 2, List.of());
        assertThat(d.dead()).isEqualTo(1 / 3.0);
        assertThat(d.zeros()).isEqualTo(0.5);
        assertThat(d.saturated()).isNaN();
    }

    /** 2 % of the range: beyond ±0.96 for tanh, below 0.02 or above 0.98 for sigmoid. */
    @Test
    void valuesNearALimitAreSaturated() {
        Tensor tanh = Tensor.of(new double[] {0.97, -0.97, 0.95, 0}, 4, 1);
        assertThat(Distribution.ofActivation("a", tanh, 2, List.of(-1.0, 1.0)).saturated()).isEqualTo(0.5);
        Tensor sigmoid = Tensor.of(new double[] {0.01, 0.99, 0.97, 0.03}, 4, 1);
        assertThat(Distribution.ofActivation("a", sigmoid, 2, List.of(0.0, 1.0)).saturated()).isEqualTo(0.5);
    }
}
