package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

/** Resizing of images: bilinear by three of ONNX's coordinate transformations. */
final class SameDiffResize {
    private static final String COORDINATES = "coordinate_transformation_mode";

    private SameDiffResize() {}

    static Translations table() {
        return new Translations()
                .one("Resize", SameDiffResize::bilinear)
                .differs("Resize", Kind.NOT_RUN, "all but images, bilinear, with half pixels, aligned corners or none of both",
                        c -> !own(c.attributes(), c.shape(0), c.outputShape()), "rounds, extrapolates and weighs in other ways")
                .differs("Resize", Kind.NOT_RUN, "the proportion of the lengths is no number in f32",
                        c -> !exact(c.attributes(), c.shape(0), c.outputShape()), "works out where it is in f32")
                .differs("Resize", Kind.NO_GRADIENT, "bilinear", c -> true, "resize_bilinear has no gradient")
                .otherwise("Resize", "bilinear: a product with a matrix of weights for each axis", c ->
                        own(c.attributes(), c.shape(0), c.outputShape()) ? byMatrices(c) : null);
    }

    private static boolean own(Attributes a, long[] from, long[] to) {
        String policy = a.string("keep_aspect_ratio_policy", "stretch");
        return from.length == 4 && from[0] == to[0] && from[1] == to[1] && a.string("mode", "nearest").equals("linear")
                && policy.equals("stretch") && scales(a, from, to) && !a.flag("exclude_outside", false)
                && (half(a) || aligned(a) || a.string(COORDINATES, "").equals("asymmetric"));
    }

    /** Whether the lengths are so many times as long as it says, without a rest. */
    private static boolean scales(Attributes a, long[] from, long[] to) {
        if (!a.has("scales")) {
            return true;
        }
        double[] scales = a.doubles("scales");
        int[] axes = a.has("axes") ? a.ints("axes") : IntStream.range(0, scales.length).toArray();
        return IntStream.range(0, axes.length).allMatch(i -> {
            int axis = axes[i] < 0 ? axes[i] + from.length : axes[i];
            // In f32, as ONNX has them.
            return from[axis] * (double) (float) scales[i] == to[axis];
        });
    }

    private static boolean exact(Attributes a, long[] from, long[] to) {
        long less = aligned(a) ? 1 : 0;
        return IntStream.of(2, 3).allMatch(i -> {
            double proportion = (double) (from[i] - less) / Math.max(1, to[i] - less);
            return proportion == (float) proportion;
        });
    }

    private static boolean half(Attributes a) {
        return a.string(COORDINATES, "half_pixel").equals("half_pixel");
    }

    private static boolean aligned(Attributes a) {
        return a.string(COORDINATES, "").equals("align_corners");
    }

    private static SDVariable bilinear(Call c) {
        long[] to = c.outputShape();
        SDVariable last = c.sd().permute(c.x(), 0, 2, 3, 1);
        return c.sd().permute(c.sd().image().resizeBiLinear(last, (int) to[2], (int) to[3], aligned(c.attributes()),
                half(c.attributes())), 0, 3, 1, 2);
    }

    private static SDVariable byMatrices(Call c) {
        SDVariable x = c.x();
        long[] shape = c.shape(0).clone();
        for (int axis = 2; axis < 4; axis++) {
            int n = (int) shape[axis];
            int m = (int) c.outputShape()[axis];
            double[] weights = new double[m * n];
            for (int i = 0; i < m; i++) {
                double at = half(c.attributes()) ? (i + 0.5) * n / m - 0.5
                        : aligned(c.attributes()) ? (m == 1 ? 0 : i * (n - 1.0) / (m - 1)) : (double) i * n / m;
                double inside = Math.max(0, Math.min(n - 1, at));
                int low = (int) Math.floor(inside);
                weights[i * n + low] += 1 - (inside - low);
                weights[i * n + Math.min(n - 1, low + 1)] += inside - low;
            }
            long outer = Places.size(Arrays.copyOf(shape, axis));
            long inner = Places.size(Arrays.copyOfRange(shape, axis + 1, 4));
            SDVariable terms = c.sd().reshape(x, outer, 1, n, inner).mul(c.constant(weights, 1, m, n, 1));
            x = c.sum(terms, 2, outer, m, n, inner);
            shape[axis] = m;
        }
        return c.sd().reshape(x, c.outputShape());
    }
}
