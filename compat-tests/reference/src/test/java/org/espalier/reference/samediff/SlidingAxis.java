package org.espalier.reference.samediff;

import org.espalier.graph.Attributes;

/**
 * How a kernel stands on one spatial axis, worked out anew from ONNX's attributes and the length of the result.
 *
 * @param length the number of elements
 * @param begin the padding before them; where negative, so many are left out
 * @param end what is needed behind them so that the last position is whole; where negative, so many are left out
 * @param padded the end of the padding that counts as elements, as a position
 */
record SlidingAxis(long length, long kernel, long stride, long dilation, long begin, long end, long padded, long output) {
    /** The axes behind batch and channels. */
    static SlidingAxis[] of(Call c, long[] kernel) {
        long[] in = c.shape(0);
        long[] out = c.outputShape();
        SlidingAxis[] axes = new SlidingAxis[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            axes[i] = axis(c.attributes(), i, kernel.length, in[2 + i], kernel[i], out[2 + i]);
        }
        return axes;
    }

    private static SlidingAxis axis(Attributes a, int i, int axes, long length, long kernel, long output) {
        long stride = number(a, "strides", i, 1);
        long dilation = number(a, "dilations", i, 1);
        long reach = (output - 1) * stride + (kernel - 1) * dilation + 1;
        long total = Math.max(0, reach - length);
        String auto = a.string("auto_pad", "NOTSET");
        long begin = auto.equals("SAME_UPPER") ? total / 2 : auto.equals("SAME_LOWER") ? total - total / 2
                : auto.equals("VALID") ? 0 : number(a, "pads", i, 0);
        long stated = auto.equals("NOTSET") ? number(a, "pads", i + axes, 0) : auto.equals("VALID") ? 0 : total - begin;
        return new SlidingAxis(length, kernel, stride, dilation, begin, reach - begin - length, length + stated, output);
    }

    static long number(Attributes a, String name, int i, long otherwise) {
        return a.has(name) ? a.longs(name)[i] : otherwise;
    }

    boolean symmetric() {
        return begin == end && begin >= 0;
    }

    /** How many elements each position counts, padding included or not. */
    double[] counts(boolean padding) {
        double[] counts = new double[(int) output];
        for (int o = 0; o < output; o++) {
            for (int k = 0; k < kernel; k++) {
                long at = o * stride + k * dilation - begin;
                counts[o] += at >= (padding ? -begin : 0) && at < (padding ? padded : length) ? 1 : 0;
            }
        }
        return counts;
    }
}
