package org.espalier.cpu.arith;

import java.util.stream.IntStream;
import org.espalier.cpu.Bits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moves of pieces of matrices against element by element, again and again, until vectors are compiled. */
class BlockCopyTest {
    private static final int CALLS = 400;
    private static final int ROWS = 5;
    private static final int PLANES = 3;

    static IntStream lengths() {
        return IntStream.concat(IntStream.range(0, 41), IntStream.of(64, 100, 511, 600));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void copies(int length) {
        float[] from = Bits.normal(7 + ROWS * (length + 3), length);
        float[] expected = Bits.normal(2 + ROWS * (length + 1), 1);
        float[] before = expected.clone();
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < length; i++) {
                expected[2 + r * (length + 1) + i] = from[7 + r * (length + 3) + i];
            }
        }
        for (Arithmetic a : new Arithmetic[] {EveryArithmetic.PLAIN, EveryArithmetic.VECTOR}) {
            for (int call = 0; call < CALLS; call++) {
                float[] to = before.clone();
                a.copy().run(ROWS, length, from, 7, length + 3, to, 2, length + 1);
                Bits.assertSame(to, expected, a.description() + ", call " + call);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void adds(int length) {
        int fromPlane = ROWS * (length + 3) + 2;
        int toPlane = ROWS * (length + 1) + 4;
        float[] from = Bits.normal(7 + PLANES * fromPlane, length);
        float[] expected = Bits.normal(2 + PLANES * toPlane, 1);
        float[] before = expected.clone();
        for (int p = 0; p < PLANES; p++) {
            for (int r = 0; r < ROWS; r++) {
                for (int i = 0; i < length; i++) {
                    int at = 2 + p * toPlane + r * (length + 1) + i;
                    expected[at] = before[at] + from[7 + p * fromPlane + r * (length + 3) + i];
                }
            }
        }
        for (Arithmetic a : new Arithmetic[] {EveryArithmetic.PLAIN, EveryArithmetic.VECTOR}) {
            for (int call = 0; call < CALLS; call++) {
                float[] to = before.clone();
                a.copy().add(PLANES, ROWS, length, from, 7, fromPlane, length + 3, to, 2, toPlane, length + 1);
                Bits.assertSame(to, expected, a.description() + ", call " + call);
            }
        }
    }
}
