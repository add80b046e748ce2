package org.espalier.reference.samediff;

import java.util.Arrays;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

/** Ops that move elements. */
final class SameDiffShapes {
    private SameDiffShapes() {}

    static Translations table() {
        return new Translations()
                .one("Transpose", c -> c.sd().permute(c.x(), c.attributes().ints("perm")))
                .differs("Transpose", Kind.NO_GRADIENT, "a scalar", c -> c.rank(0) == 0, "there is no list of axes for it to invert")
                .otherwise("Transpose", "the same value", c -> c.sd().identity(c.x()))
                .one("Reshape", SameDiffShapes::toOutput)
                .one("Flatten", SameDiffShapes::toOutput)
                .one("Squeeze", SameDiffShapes::squeeze)
                .one("Unsqueeze", SameDiffShapes::unsqueeze)
                .composed("Expand", "a product with ones", c -> c.broadcast(c.x(), c.outputShape()))
                .one("Concat", c -> c.sd().concat(c.axis(), c.in().toArray(SDVariable[]::new)))
                .one("Slice", SameDiffShapes::slice)
                .lacking("SliceGrad", "compared as the gradient of Slice");
    }

    private static SDVariable toOutput(Call c) {
        return c.sd().reshape(c.x(), c.outputShape());
    }

    private static SDVariable squeeze(Call c) {
        long[] shape = c.shape(0);
        SDVariable x = c.x();
        int[] axes = Arrays.stream(c.axes()).filter(i -> shape[i] == 1).sorted().toArray();
        for (int i = axes.length - 1; i >= 0; i--) {
            x = c.sd().squeeze(x, axes[i]);
        }
        return x;
    }

    private static SDVariable unsqueeze(Call c) {
        int rank = c.outputShape().length;
        SDVariable x = c.x();
        for (int axis : Arrays.stream(c.attributes().ints("axes")).map(i -> i < 0 ? i + rank : i).sorted().toArray()) {
            x = c.sd().expandDims(x, axis);
        }
        return x;
    }

    /** Upwards; an axis that is walked downwards is reversed first, and its positions with it. */
    private static SDVariable slice(Call c) {
        long[] to = c.shape(0).clone();
        long[] from = new long[to.length];
        long[] steps = new long[to.length];
        Arrays.fill(steps, 1);
        int[] axes = c.attributes().ints("axes");
        SDVariable x = c.x();
        for (int i = 0; i < axes.length; i++) {
            int at = c.fromTheBegin(axes[i]);
            long n = to[at];
            long step = c.attributes().longs("steps")[i];
            boolean down = step < 0;
            long start = position(c.attributes().longs("starts")[i], n, down);
            long end = position(c.attributes().longs("ends")[i], n, down);
            x = down ? c.sd().reverse(x, at) : x;
            steps[at] = Math.abs(step);
            from[at] = down ? n - 1 - start : start;
            to[at] = down ? n - 1 - end : end;
        }
        return c.sd().stridedSlice(x, from, to, steps);
    }

    /** A position of a slice as ONNX counts it: from the end where negative, and then within the axis. */
    private static long position(long p, long n, boolean down) {
        long at = p < 0 ? p + n : p;
        return down ? Math.max(-1, Math.min(n - 1, at)) : Math.max(0, Math.min(n, at));
    }
}
