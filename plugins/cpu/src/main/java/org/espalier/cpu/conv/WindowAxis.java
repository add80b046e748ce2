package org.espalier.cpu.conv;

import java.util.stream.IntStream;

/**
 * One spatial axis of a convolution: at position o, tap k reads element {@code o * stride + k * dilation - begin}.
 *
 * @param length the number of elements
 * @param kernel the number of taps
 * @param output the number of positions
 */
record WindowAxis(int length, int kernel, int stride, int dilation, int begin, int output) {
    static final WindowAxis POINT = new WindowAxis(1, 1, 1, 1, 0, 1);

    /** What the convolution reads. */
    TapAxis forward() {
        int[] offsets = IntStream.range(0, kernel).map(k -> k * dilation - begin).toArray();
        return new TapAxis(length, output, stride, offsets);
    }

    /** The taps that meet the elements of a phase, those whose numbers leave this rest by the stride. */
    int[] tapsOfPhase(int phase) {
        return IntStream.range(0, kernel).filter(k -> Math.floorMod(phase + begin - k * dilation, stride) == 0).toArray();
    }

    /** What the gradient of the elements of one phase reads from the positions. */
    TapAxis backward(int phase) {
        int[] offsets = IntStream.of(tapsOfPhase(phase)).map(k -> (phase + begin - k * dilation) / stride).toArray();
        return new TapAxis(output, Math.max(0, (length - phase + stride - 1) / stride), 1, offsets);
    }
}
