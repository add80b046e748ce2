package org.espalier.standard.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.data.Dataset;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    /** Columns: 1..4 (mean 2.5, variance 1.25), badly scaled, constant. */
    private static final Dataset DATA = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(new double[] {
        1, 1000, 7,
        2, 2000, 7,
        3, 1000, 7,
        4, 2000, 7}, 4, 3)));

    private static Rescale fit(Preprocessing p) {
        return (Rescale) p.fit(DATA, Dataset.INPUT);
    }

    @Test
    void standardizeTakesMeanAndBiasedDeviation() {
        Rescale r = fit(Standardize.DEFAULT.withEpsilon(0));
        assertThat(r.shift().shape()).isEqualTo(Shape.of(3));
        assertThat(r.shift().toDoubles()).containsExactly(2.5, 1500.0, 7.0);
        assertThat(r.scale().getDouble(0)).isEqualTo(Math.sqrt(1.25), within(1e-15));
        assertThat(r.scale().getDouble(1)).isEqualTo(500, within(1e-12));
        assertThat(r.scale().getDouble(2)).isEqualTo(1);
    }

    @Test
    void epsilonStandsInsideTheRoot() {
        assertThat(fit(Standardize.DEFAULT.withEpsilon(1)).scale().getDouble(0)).isEqualTo(1.5, within(1e-15));
    }

    @Test
    void minMaxBringsTheRangeToTheInterval() {
        assertThat(fit(MinMax.DEFAULT).shift().toDoubles()).containsExactly(1.0, 1000.0, 7.0);
        assertThat(fit(MinMax.DEFAULT).scale().toDoubles()).containsExactly(3.0, 1000.0, 1.0);
        Rescale r = fit(MinMax.to(-1, 1));
        // (1 - shift) / scale = -1 and (4 - shift) / scale = 1
        assertThat(r.shift().toDoubles()).containsExactly(2.5, 1500.0, 8.0);
        assertThat(r.scale().toDoubles()).containsExactly(1.5, 500.0, 1.0);
    }

    @Test
    void meanSubtractionOnlyShifts() {
        assertThat(fit(MeanSubtraction.INSTANCE)).isEqualTo(
                new Rescale(Tensor.of(new double[] {2.5, 1500, 7}), Tensor.of(new double[] {1, 1, 1})));
    }

    @Test
    void figuresGoOverAllChunks() {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Dataset data = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(values, 1000, 1)));
        Rescale r = (Rescale) Standardize.DEFAULT.withEpsilon(0).fit(data, Dataset.INPUT);
        // The mean of 0..n-1 is (n - 1) / 2, the variance (n² - 1) / 12.
        assertThat(r.shift().getDouble(0)).isEqualTo(499.5, within(1e-9));
        assertThat(r.scale().getDouble(0)).isEqualTo(Math.sqrt(999_999 / 12.0), within(1e-9));
    }

    @Test
    void notANumberIsNamedWithItsPlace() {
        Dataset bad = Dataset.of(Map.of(Dataset.INPUT, Tensor.of(new double[] {1, 2, 3, Double.NaN}, 2, 2)));
        assertThatThrownBy(() -> Standardize.DEFAULT.fit(bad, Dataset.INPUT))
                .isInstanceOf(DataException.class)
                .hasMessage("[Standardize] 'input' must hold finite numbers, but holds NaN, at row 1, element 1");
        assertThatThrownBy(() -> Standardize.DEFAULT.fit(bad, "image"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there must be a field 'image' of numbers");
    }
}
