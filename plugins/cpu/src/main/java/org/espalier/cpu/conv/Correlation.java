package org.espalier.cpu.conv;

import java.util.List;

/**
 * What both a convolution and the gradient of its input are: for every image, group, map and position the sum over channels
 * and taps of a weight times an element of the input.
 *
 * @param channels channels of a group
 * @param maps maps of a group
 * @param axes three axes, of which the first may be points
 * @param placings where the positions of each axis lie in the result
 */
record Correlation(int batch, int groups, int channels, int maps, List<TapAxis> axes, List<Placing> placings) {
    int taps() {
        return axes.stream().mapToInt(TapAxis::taps).reduce(1, Math::multiplyExact);
    }

    /** The length of the sums. */
    int depth() {
        return Math.multiplyExact(channels, taps());
    }

    /** The elements of one channel of the input. */
    int inputPlane() {
        return axes.stream().mapToInt(TapAxis::length).reduce(1, Math::multiplyExact);
    }

    /** The elements of one map of the result. */
    int outputPlane() {
        return placings.stream().mapToInt(Placing::length).reduce(1, Math::multiplyExact);
    }

    int positions() {
        return axes.stream().mapToInt(TapAxis::positions).reduce(1, Math::multiplyExact);
    }

    /** Whether the positions of a map are exactly the elements of the result's map. */
    boolean fillsResult() {
        for (int i = 0; i < axes.size(); i++) {
            if (!placings.get(i).isIdentity(axes.get(i).positions())) {
                return false;
            }
        }
        return true;
    }

    /** Whether some tap reads padding at some position. */
    boolean isPadded() {
        return axes.stream().anyMatch(TapAxis::isPadded);
    }

    /** The number of multiply-adds. */
    long work() {
        return (long) batch * groups * maps * depth() * positions();
    }
}
