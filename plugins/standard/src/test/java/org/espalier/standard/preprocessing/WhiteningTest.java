package org.espalier.standard.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.data.Dataset;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.DataException;
import org.espalier.standard.Runs;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static Dataset data(double[] values, long... shape) {
        return Dataset.of(Map.of(Dataset.INPUT, Tensor.of(values, shape)));
    }

    private static Whitening fit(PcaWhitening p, Dataset data) {
        return (Whitening) p.fit(data, Dataset.INPUT);
    }

    private static void assertMatrix(Whitening w, double... expected) {
        assertThat(w.matrix().size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(w.matrix().getDouble(i)).as("element %d", i).isCloseTo(expected[i], within(1e-12));
        }
    }

    @Test
    void axesByHand() {
        // X'X is diag(2, 8): S = (√8, √2), and the second feature is the first direction. √n / S = (2/√8, 2/√2).
        Whitening w = fit(PcaWhitening.DEFAULT, data(new double[] {1, 5, -1, 5, 0, 7, 0, 3}, 4, 2));
        assertThat(w.mean().shape()).isEqualTo(Shape.of(2));
        assertThat(w.mean().getDouble(0)).isCloseTo(0, within(1e-15));
        assertThat(w.mean().getDouble(1)).isCloseTo(5, within(1e-15));
        assertMatrix(w, 0, Math.sqrt(2), Math.sqrt(0.5), 0);
        assertMatrix(fit(PcaWhitening.of(1), data(new double[] {1, 5, -1, 5, 0, 7, 0, 3}, 4, 2)), 0, Math.sqrt(0.5));
    }

    @Test
    void aZeroSingularValueSurvives() {
        // S = (2, 0), V = (1, 1)/√2: √2 · 1/√2 / 2 = 1/2, and nothing for the direction that does not vary.
        Dataset line = data(new double[] {1, 1, -1, -1}, 2, 2);
        Whitening w = fit(PcaWhitening.DEFAULT, line);
        assertMatrix(w, 0.5, 0, 0.5, 0);
        assertThat(Runs.output(w, Tensor.of(new double[] {1, 1, 3, -1}, 2, 2), Map.of()))
                .containsExactly(new double[] {1, 0, 1, 0}, within(1e-12));
        assertMatrix(fit(PcaWhitening.DEFAULT, data(new double[] {3, 3, 3}, 3, 1)), 0);
    }

    @Test
    void theCovarianceIsTheIdentity() {
        int n = 600;
        RandomStream random = RandomStream.of(1, "whitening");
        double[] x = new double[n * 4];
        for (int i = 0; i < n; i++) {
            double a = random.normal(4 * i);
            double b = random.normal(4 * i + 1);
            double c = random.normal(4 * i + 2);
            double[] row = {1000 * a + 3, a + b, a - 2 * b + 1e-5 * c, c + 5 * random.uniform(i)};
            System.arraycopy(row, 0, x, 4 * i, 4);
        }
        double[] white = Runs.output(fit(PcaWhitening.DEFAULT, data(x, n, 2, 2)), Tensor.of(x, n, 2, 2), Map.of());
        for (int p = 0; p < 4; p++) {
            for (int q = 0; q < 4; q++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += white[4 * i + p] * white[4 * i + q];
                }
                // The directions differ by eight orders in their variance's root; the covariance would have lost the least.
                assertThat(sum / n).as("%d, %d", p, q).isCloseTo(p == q ? 1 : 0, within(1e-6));
            }
        }
    }

    @Test
    void channelMeans() {
        ChannelShift shift = (ChannelShift) ChannelMeanSubtraction.INSTANCE.fit(
                data(new double[] {1, 2, 10, 20, 3, 6, 30, 40}, 2, 2, 1, 2), Dataset.INPUT);
        assertThat(shift.shift()).containsExactly(3.0, 25.0);
        assertThat(Runs.output(shift, Tensor.of(new double[] {3, 4, 25, 20}, 1, 2, 1, 2), Map.of())).containsExactly(0, 1, 0, -5);
        assertThatThrownBy(() -> ChannelMeanSubtraction.INSTANCE.fit(data(new double[] {1, 2}, 2, 1), Dataset.INPUT))
                .isInstanceOf(DataException.class).hasMessageContaining("must have channels and places");
        assertThatThrownBy(() -> Runs.output(shift, Tensor.of(new double[3], 1, 3, 1, 1), Map.of()))
                .hasMessageContaining("was fitted to 2 channels");
    }

    @Test
    void oneHot() {
        Dataset kinds = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(new long[] {2, 0, 1, 2}, 2, 2)));
        OneHot encoding = (OneHot) OneHotEncoding.INSTANCE.fit(kinds, Dataset.INPUT);
        assertThat(encoding).isEqualTo(new OneHot(3));
        assertThat(Runs.output(encoding, Tensor.of(new long[] {1, 2}, 1, 2), Map.of())).containsExactly(0, 1, 0, 0, 0, 1);
        Dataset wrong = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(new long[] {0, -1})));
        assertThatThrownBy(() -> OneHotEncoding.INSTANCE.fit(wrong, Dataset.INPUT)).isInstanceOf(DataException.class)
                .hasMessage("[OneHotEncoding] 'input' must hold class indices from 0, but holds -1, at row 1");
        assertThatThrownBy(() -> OneHotEncoding.INSTANCE.fit(data(new double[2], 2), Dataset.INPUT)).isInstanceOf(DataException.class)
                .hasMessageContaining("there must be a field 'input' of class indices");
    }

    @Test
    void wrongUses() {
        assertThatThrownBy(() -> fit(PcaWhitening.of(3), data(new double[] {1, 2, 3, 4}, 2, 2))).isInstanceOf(DataException.class)
                .hasMessage("[PcaWhitening] 3 components cannot be kept of the 2 features of 'input'");
        assertThatThrownBy(() -> new Whitening(Tensor.of(new double[2]), Tensor.of(new double[3], 3, 1)))
                .hasMessageContaining("[Whitening] matrix must be [2,components]");
        assertThatThrownBy(() -> fit(PcaWhitening.DEFAULT, data(new double[] {1, Double.NaN}, 2, 1))).isInstanceOf(DataException.class)
                .hasMessageContaining("must hold finite numbers, but holds NaN, at row 1");
    }
}
