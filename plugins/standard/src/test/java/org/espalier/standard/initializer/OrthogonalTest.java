package org.espalier.standard.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.nn.Role;
import org.espalier.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
    private static double[] draw(Initializer initializer, long seed, long... shape) {
        ParameterSpec spec = ParameterSpec.of("weight", Shape.of(shape), Role.WEIGHT);
        double[] values = new double[(int) spec.shape().size()];
        initializer.fill(values, spec, RandomStream.of(seed, "weight"));
        return values;
    }

    /** Columns: the lengths of the shape, as a matrix of rows by columns. */
    @ParameterizedTest
    @CsvSource({"7, 3, 1", "3, 7, 1", "5, 5, 1", "4, 2, 3", "40, 30, 1"})
    void rowsOrColumnsAreOrthonormalTimesTheGain(int rows, int second, int third) {
        double gain = 1.5;
        double[] w = draw(Orthogonal.of(gain), 3, third == 1 ? new long[] {rows, second} : new long[] {rows, second, third});
        int columns = second * third;
        boolean wide = rows < columns;
        int few = Math.min(rows, columns);
        for (int a = 0; a < few; a++) {
            for (int b = 0; b < few; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    dot += wide ? w[a * columns + i] * w[b * columns + i] : w[i * columns + a] * w[i * columns + b];
                }
                assertThat(dot).as("%d with %d", a, b).isEqualTo(a == b ? gain * gain : 0, within(1e-14 * few));
            }
        }
    }

    @Test
    void noDirectionIsPreferred() {
        int seeds = 2_000;
        double[] sum = new double[4];
        double square = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double[] w = draw(Orthogonal.DEFAULT, seed, 2, 2);
            for (int i = 0; i < 4; i++) {
                sum[i] += w[i];
            }
            square += w[3] * w[3];
        }
        // An element is the cosine of a uniform angle: mean 0, mean square ½ with variance ⅛; four standard errors.
        for (double s : sum) {
            assertThat(s / seeds).isEqualTo(0, within(4 * Math.sqrt(0.5 / seeds)));
        }
        assertThat(square / seeds).isEqualTo(0.5, within(4 * Math.sqrt(0.125 / seeds)));
    }

    @Test
    void aVectorIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> draw(Orthogonal.DEFAULT, 0, 3))
                .withMessage("[Orthogonal] the parameter 'weight' must be one with two axes at least, but is [3]");
    }
}
