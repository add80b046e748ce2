package org.espalier.cpu.pooling;

/**
 * One spatial axis of pooling: at a position, tap k reads the element {@code position * stride + k * dilation - begin},
 * where there is one.
 *
 * @param length the number of elements
 * @param kernel the number of taps
 * @param begin the padding before the elements
 * @param end the padding behind them
 * @param output the number of positions
 */
record PoolAxis(int length, int kernel, int stride, int dilation, int begin, int end, int output) {
    /** An axis that windows do not move on. */
    static final PoolAxis POINT = new PoolAxis(1, 1, 1, 1, 0, 0, 1);

    private int element(int position) {
        return position * stride - begin;
    }

    /** The first element that a window holds. */
    int first(int position) {
        int first = element(position);
        return first >= 0 ? first : first + (-first + dilation - 1) / dilation * dilation;
    }

    /** An element behind the last that a window holds. */
    int end(int position) {
        return Math.min(length, element(position) + (kernel - 1) * dilation + 1);
    }

    /** How many taps a window has on the elements, or on those and their padding. */
    int counted(int position, boolean padding) {
        int from = padding ? element(position) : first(position);
        int to = padding ? Math.min(length + end, element(position) + (kernel - 1) * dilation + 1) : end(position);
        return Math.max(0, (to - from + dilation - 1) / dilation);
    }

    /** Whether windows are two elements each, side by side, with at most one element left over. */
    boolean isInPairs() {
        return kernel == 2 && stride == 2 && dilation == 1 && begin == 0 && 2 * output <= length;
    }
}
