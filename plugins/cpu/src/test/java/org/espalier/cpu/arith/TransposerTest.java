package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.cpu.Bits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposerTest {
    /** Once before the JIT has compiled it, and many times, so that it has. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 40", "16, 16", "17, 16", "16, 33", "31, 15", "15, 31", "48, 100", "47, 47", "64, 64"})
    void movesEveryElementToItsPlaceAndTouchesNothingElse(int rows, int columns) {
        int step = columns + 5, toStep = rows + 3;
        float[] from = Bits.normal(7 + rows * step, 1);
        float[] before = Bits.normal(2 + columns * toStep + 9, 2);
        float[] expected = before.clone();
        for (int j = 0; j < rows; j++) {
            for (int p = 0; p < columns; p++) {
                expected[2 + p * toStep + j] = from[7 + j * step + p];
            }
        }
        for (Arithmetic arithmetic : new Arithmetic[] {EveryArithmetic.VECTOR, EveryArithmetic.PLAIN}) {
            for (int i = 0; i < 20_000; i++) {
                float[] to = before.clone();
                arithmetic.transposer().run(rows, columns, from, 7, step, to, 2, toStep);
                if (i == 0 || i == 19_999) {
                    assertThat(to).as(arithmetic.description() + ", time " + i).isEqualTo(expected);
                }
            }
        }
    }
}
