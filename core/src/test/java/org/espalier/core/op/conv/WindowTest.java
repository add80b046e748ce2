package org.espalier.core.op.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The formulas of a window against looking at every place. */
class WindowTest {
    private static final int WINDOWS = 2000;

    /** A window with a number of positions that padding, or a missing end, makes possible. */
    private static Window.Axis random(SplittableRandom random) {
        int stride = random.nextInt(1, 5);
        int dilation = random.nextInt(1, 5);
        return new Window.Axis(random.nextInt(0, 12), random.nextInt(1, 6), stride, dilation, random.nextInt(0, 9),
                random.nextInt(0, 9), random.nextInt(0, 9));
    }

    private static boolean inside(Window.Axis a, int position, int tap) {
        int element = position * a.stride() + tap * a.dilation() - a.begin();
        return element >= 0 && element < a.length();
    }

    @Test
    void positionsOfATapAreThoseWhereItReadsAnElement() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < WINDOWS; i++) {
            Window.Axis a = random(random);
            for (int tap = 0; tap < a.kernel(); tap++) {
                int k = tap;
                assertThat(IntStream.range(a.firstPosition(k), a.endPosition(k)).toArray()).as("tap %s of %s", k, a)
                        .isEqualTo(IntStream.range(0, a.output()).filter(o -> inside(a, o, k)).toArray());
            }
        }
    }

    @Test
    void tapsOfAPositionAreThoseThatReadAnElement() {
        SplittableRandom random = new SplittableRandom(2);
        int empty = 0;
        for (int i = 0; i < WINDOWS; i++) {
            Window.Axis a = random(random);
            for (int position = 0; position < a.output(); position++) {
                int o = position;
                int[] taps = IntStream.range(0, a.kernel()).filter(k -> inside(a, o, k)).toArray();
                assertThat(IntStream.range(a.firstTap(o), a.endTap(o)).toArray()).as("position %s of %s", o, a).isEqualTo(taps);
                assertThat(a.counted(o, false)).isEqualTo(taps.length);
                assertThat(a.counted(o, true)).as("with padding, position %s of %s", o, a).isEqualTo((int) IntStream.range(0, a.kernel())
                        .filter(k -> o * a.stride() + k * a.dilation() < a.begin() + a.length() + a.end()).count());
                empty += taps.length == 0 ? 1 : 0;
            }
        }
        assertThat(empty).as("positions that see nothing but padding").isPositive();
    }

    @Test
    void theFirstEmptyPositionIsFound() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < WINDOWS; i++) {
            Window.Axis a = random(random);
            assertThat(a.firstEmpty()).as("%s", a).isEqualTo(IntStream.range(0, a.output())
                    .filter(o -> IntStream.range(0, a.kernel()).noneMatch(k -> inside(a, o, k))).findFirst().orElse(-1));
        }
    }
}
