package org.espalier.reference.samediff;

import java.util.Arrays;
import org.espalier.graph.Attributes;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * Convolutions. SameDiff's take kernels as [lengths..., channels, maps], pad both ends of an axis alike and know no groups:
 * other padding is put there as zeros, groups are convolved one by one, and vectors are images of one column.
 */
final class SameDiffConvolution {
    private SameDiffConvolution() {}

    static Translations table() {
        return new Translations()
                .one("Conv", SameDiffConvolution::conv)
                .one("ConvTranspose", SameDiffConvolution::transposed)
                .lacking("ConvInputGrad", "compared as the gradient of Conv, and as ConvTranspose")
                .lacking("ConvWeightGrad", "compared as the gradient of Conv");
    }

    private static SDVariable conv(Call c) {
        SlidingAxis[] axes = SlidingAxis.of(c, Arrays.copyOfRange(c.shape(1), 2, c.rank()));
        boolean own = axes.length == 2 && axes[0].symmetric() && axes[1].symmetric();
        SDVariable x = c.x();
        for (int i = 0; i < axes.length && !own; i++) {
            x = padded(c, x, 2 + i, c.shape(0), axes, i);
        }
        long[] length = c.shape(0).clone();
        for (int i = 0; i < axes.length; i++) {
            length[2 + i] = own ? axes[i].length() : axes[i].length() + axes[i].begin() + axes[i].end();
        }
        int groups = (int) c.attributes().longValue("group", 1);
        SDVariable[] parts = new SDVariable[groups];
        for (int g = 0; g < groups; g++) {
            parts[g] = conv(c, part(c, x, 1, g, groups, length), part(c, c.in(1), 0, g, groups, c.shape(1)), axes, own);
        }
        SDVariable y = groups == 1 ? parts[0] : c.sd().concat(1, parts);
        return biased(c, c.sd().reshape(y, c.outputShape()));
    }

    private static SDVariable biased(Call c, SDVariable y) {
        if (c.in().size() < 3) {
            return y;
        }
        long[] wide = new long[c.rank()];
        Arrays.fill(wide, 1);
        wide[1] = c.outputShape()[1];
        return y.add(c.sd().reshape(c.in(2), wide));
    }

    /** The g-th of some equal parts of an axis. */
    private static SDVariable part(Call c, SDVariable x, int axis, int g, int groups, long[] shape) {
        if (groups == 1) {
            return x;
        }
        long n = shape[axis] / groups;
        return slice(c, x, shape, axis, g * n, (g + 1) * n);
    }

    static SDVariable slice(Call c, SDVariable x, long[] shape, int axis, long from, long to) {
        long[] begin = new long[shape.length];
        long[] lengths = shape.clone();
        begin[axis] = from;
        lengths[axis] = to - from;
        return SameDiffShapes.slice(c, x, begin, lengths);
    }

    /** Zeros before and behind an axis, or what is negative left out. Earlier axes are padded already, later ones not. */
    static SDVariable padded(Call c, SDVariable x, int axis, long[] shape, SlidingAxis[] axes, int done) {
        long[] now = shape.clone();
        for (int i = 0; i < done; i++) {
            now[2 + i] = axes[i].length() + axes[i].begin() + axes[i].end();
        }
        return padded(c, x, axis, now, axes[done].begin(), axes[done].end(), 0);
    }

    static SDVariable padded(Call c, SDVariable x, int axis, long[] shape, long begin, long end, double with) {
        SDVariable y = begin < 0 || end < 0 ? slice(c, x, shape, axis, Math.max(0, -begin), shape[axis] + Math.min(0, end)) : x;
        SDVariable before = begin > 0 ? block(c, shape, axis, begin, with) : null;
        SDVariable behind = end > 0 ? block(c, shape, axis, end, with) : null;
        SDVariable[] all = Arrays.stream(new SDVariable[] {before, y, behind}).filter(v -> v != null).toArray(SDVariable[]::new);
        return all.length == 1 ? y : c.sd().concat(axis, all);
    }

    private static SDVariable block(Call c, long[] shape, int axis, long length, double with) {
        long[] lengths = shape.clone();
        lengths[axis] = length;
        double[] elements = new double[(int) Places.size(lengths)];
        Arrays.fill(elements, with);
        return c.constant(elements, lengths);
    }

    private static SDVariable conv(Call c, SDVariable x, SDVariable w, SlidingAxis[] a, boolean pad) {
        if (a.length == 3) {
            return c.sd().cnn().conv3d(x, c.sd().permute(w, 2, 3, 4, 1, 0), Conv3DConfig.builder().dataFormat("NCDHW")
                    .kD(a[0].kernel()).kH(a[1].kernel()).kW(a[2].kernel()).sD(a[0].stride()).sH(a[1].stride()).sW(a[2].stride())
                    .dD(a[0].dilation()).dH(a[1].dilation()).dW(a[2].dilation()).paddingMode(PaddingMode.VALID).build());
        }
        boolean vector = a.length == 1;
        SDVariable image = vector ? c.sd().expandDims(x, 3) : x;
        SDVariable kernel = vector ? c.sd().expandDims(w, 3) : w;
        return c.sd().cnn().conv2d(image, c.sd().permute(kernel, 2, 3, 1, 0), Conv2DConfig.builder().dataFormat("NCHW")
                .kH(a[0].kernel()).kW(vector ? 1 : a[1].kernel()).sH(a[0].stride()).sW(vector ? 1 : a[1].stride())
                .dH(a[0].dilation()).dW(vector ? 1 : a[1].dilation()).pH(pad ? a[0].begin() : 0).pW(pad ? a[1].begin() : 0)
                .paddingMode(PaddingMode.VALID).build());
    }

    /** All that the kernel makes, of which both ends are cut off or extended. */
    private static SDVariable transposed(Call c) {
        int n = c.rank() - 2;
        int groups = (int) c.attributes().longValue("group", 1);
        SDVariable[] parts = new SDVariable[groups];
        for (int g = 0; g < groups; g++) {
            parts[g] = transposed(c, part(c, c.x(), 1, g, groups, c.shape(0)), part(c, c.in(1), 0, g, groups, c.shape(1)), n);
        }
        SDVariable y = groups == 1 ? parts[0] : c.sd().concat(1, parts);
        long[] shape = c.outputShape().clone();
        for (int i = 0; i < n; i++) {
            shape[2 + i] = made(c, i);
        }
        y = c.sd().reshape(y, shape);
        for (int i = 0; i < n; i++) {
            long begin = cut(c, i, n);
            long to = c.outputShape()[2 + i];
            y = padded(c, y, 2 + i, shape, -begin, to + begin - shape[2 + i], 0);
            shape[2 + i] = to;
        }
        return biased(c, y);
    }

    /** The length that the kernel makes of an axis. */
    private static long made(Call c, int i) {
        return (c.shape(0)[2 + i] - 1) * SlidingAxis.number(c.attributes(), "strides", i, 1)
                + (c.shape(1)[2 + i] - 1) * SlidingAxis.number(c.attributes(), "dilations", i, 1) + 1;
    }

    /** How much of it is cut off at the beginning. */
    private static long cut(Call c, int i, int n) {
        Attributes a = c.attributes();
        String auto = a.string("auto_pad", "NOTSET");
        if (!a.has("output_shape") && !auto.startsWith("SAME")) {
            return auto.equals("VALID") ? 0 : SlidingAxis.number(a, "pads", i, 0);
        }
        long total = Math.max(0, made(c, i) + SlidingAxis.number(a, "output_padding", i, 0) - c.outputShape()[2 + i]);
        return auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
    }

    private static SDVariable transposed(Call c, SDVariable x, SDVariable w, int n) {
        long[] k = Arrays.copyOfRange(c.shape(1), 2, 2 + n);
        long[] s = new long[n];
        long[] d = new long[n];
        for (int i = 0; i < n; i++) {
            s[i] = SlidingAxis.number(c.attributes(), "strides", i, 1);
            d[i] = SlidingAxis.number(c.attributes(), "dilations", i, 1);
        }
        if (n == 3) {
            return c.sd().cnn().deconv3d(x, c.sd().permute(w, 2, 3, 4, 1, 0), DeConv3DConfig.builder().dataFormat("NCDHW")
                    .kD(k[0]).kH(k[1]).kW(k[2]).sD(s[0]).sH(s[1]).sW(s[2]).dD(d[0]).dH(d[1]).dW(d[2]).isSameMode(false).build());
        }
        boolean vector = n == 1;
        SDVariable image = vector ? c.sd().expandDims(x, 3) : x;
        SDVariable kernel = vector ? c.sd().expandDims(w, 3) : w;
        return c.sd().cnn().deconv2d(image, c.sd().permute(kernel, 2, 3, 1, 0), DeConv2DConfig.builder().dataFormat("NCHW")
                .kH(k[0]).kW(vector ? 1 : k[1]).sH(s[0]).sW(vector ? 1 : s[1]).dH(d[0]).dW(vector ? 1 : d[1])
                .isSameMode(false).build());
    }
}
