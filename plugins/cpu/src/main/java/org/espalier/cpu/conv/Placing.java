package org.espalier.cpu.conv;

/** Where the positions of an axis are put in a result: position o at {@code start + o * stride} of {@code length}. */
record Placing(int start, int stride, int length) {
    boolean isIdentity(int positions) {
        return start == 0 && stride == 1 && positions == length;
    }
}
