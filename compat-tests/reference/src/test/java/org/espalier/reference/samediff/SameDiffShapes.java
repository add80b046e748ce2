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
                .differs("Slice", Kind.NOT_RUN, "steps of 2 and more", SameDiffShapes::strides,
                        "the gradient of stridedSlice takes sizes from memory that is not its own, once the graph is larger")
                .otherwise("Slice", "a product with a one-hot matrix", SameDiffShapes::picked)
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

    /** Where the slice begins on each axis, then the step. */
    private static long[][] walk(Call c) {
        long[] from = new long[c.rank()];
        long[] steps = new long[c.rank()];
        Arrays.fill(steps, 1);
        int[] axes = c.attributes().ints("axes");
        for (int i = 0; i < axes.length; i++) {
            int at = c.fromTheBegin(axes[i]);
            steps[at] = c.attributes().longs("steps")[i];
            from[at] = position(c.attributes().longs("starts")[i], c.shape(0)[at], steps[at] < 0);
        }
        return new long[][] {from, steps};
    }

    /** Upwards; an axis that is walked downwards is reversed first, and its positions with it. */
    private static SDVariable slice(Call c) {
        long[][] walk = walk(c);
        SDVariable x = c.x();
        for (int i = 0; i < c.rank(); i++) {
            if (walk[1][i] < 0) {
                x = c.sd().reverse(x, i);
                walk[0][i] = c.shape(0)[i] - 1 - walk[0][i];
            }
        }
        return slice(c, x, walk[0], c.outputShape());
    }

    static SDVariable slice(Call c, SDVariable x, long[] from, long[] lengths) {
        return c.sd().slice(x, ints(from), ints(lengths));
    }

    private static int[] ints(long[] x) {
        return Arrays.stream(x).mapToInt(Math::toIntExact).toArray();
    }

    /** Whether some axis is walked in wider steps. */
    private static boolean strides(Difference.Case c) {
        return Arrays.stream(c.attributes().longs("steps")).anyMatch(s -> Math.abs(s) > 1);
    }

    private static SDVariable picked(Call c) {
        long[][] walk = walk(c);
        long[] in = Places.strides(c.shape(0));
        long[] out = Places.strides(c.outputShape());
        long[] places = new long[(int) Places.size(c.outputShape())];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < in.length; k++) {
                places[i] += in[k] * (walk[0][k] + walk[1][k] * (i / out[k] % c.outputShape()[k]));
            }
        }
        return SameDiffScattering.picked(c, places);
    }

    /** A position of a slice as ONNX counts it: from the end where negative, and then within the axis. */
    private static long position(long p, long n, boolean down) {
        long at = p < 0 ? p + n : p;
        return down ? Math.max(-1, Math.min(n - 1, at)) : Math.max(0, Math.min(n, at));
    }
}
