package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling3DConfig;

/** Pooling; padding that is no number of SameDiff's own is put there as a constant. */
final class SameDiffPooling {
    /** Below everything that is pooled; no infinity, whose product with 0 is not 0. */
    private static final double LOW = -1e300;

    private SameDiffPooling() {}

    static Translations table() {
        return new Translations()
                .one("MaxPool", c -> c.sd().reshape(pooled(c, c.x(), true), c.outputShape()))
                .one("AveragePool", c -> sum(c, c.x()).mul(perCount(c)))
                .one("LpPool", SameDiffPooling::norm)
                .one("GlobalAveragePool", c -> c.x().mean(true, spatial(c)))
                .one("GlobalMaxPool", c -> c.x().max(true, spatial(c)))
                .composed("MaxUnpool", "a product with a one-hot matrix", c -> {
                    long n = Places.size(c.shape(0));
                    long[] places = Arrays.stream(Places.elements(c, 1)).mapToLong(p -> (long) p).toArray();
                    long all = Places.size(c.outputShape());
                    SDVariable terms = c.sd().reshape(c.x(), n, 1).mul(c.constant(Places.hot(places, all), n, all));
                    return c.sd().reshape(c.sum(terms, 0, n, all), c.outputShape());
                })
                .lacking("MaxPoolGrad", "compared as the gradient of MaxPool")
                .lacking("AveragePoolGrad", "compared as the gradient of AveragePool");
    }

    private static int[] spatial(Call c) {
        return IntStream.range(2, c.rank()).toArray();
    }

    private static SDVariable norm(Call c) {
        double p = c.attributes().longValue("p", 2);
        return c.sd().math().pow(sum(c, c.sd().math().pow(c.sd().math().abs(c.x()), p)), 1 / p);
    }

    /** The mean of each window times its number of elements. */
    private static SDVariable sum(Call c, SDVariable x) {
        long elements = Places.size(c.attributes().longs("kernel_shape"));
        return c.sd().reshape(pooled(c, x, false), c.outputShape()).mul((double) elements);
    }

    /** One over the number of elements that each window counts. */
    private static SDVariable perCount(Call c) {
        SlidingAxis[] axes = SlidingAxis.of(c, c.attributes().longs("kernel_shape"));
        boolean padding = c.attributes().flag("count_include_pad", false);
        SDVariable per = null;
        for (int i = 0; i < axes.length; i++) {
            double[] inverse = axes[i].counts(padding);
            for (int k = 0; k < inverse.length; k++) {
                inverse[k] = 1 / inverse[k];
            }
            long[] shape = new long[c.rank()];
            Arrays.fill(shape, 1);
            shape[2 + i] = inverse.length;
            SDVariable along = c.constant(inverse, shape);
            per = per == null ? along : per.mul(along);
        }
        return per;
    }

    private static SDVariable pooled(Call c, SDVariable x, boolean max) {
        SlidingAxis[] a = SlidingAxis.of(c, c.attributes().longs("kernel_shape"));
        long[] shape = c.shape(0).clone();
        SDVariable image = x;
        for (int i = 0; i < a.length; i++) {
            image = SameDiffConvolution.padded(c, image, 2 + i, shape, a[i].begin(), a[i].end(), max ? LOW : 0);
            shape[2 + i] += a[i].begin() + a[i].end();
        }
        if (a.length == 3) {
            // It takes height for width and width for height.
            Pooling3DConfig config = Pooling3DConfig.builder().isNCDHW(true).isSameMode(false)
                    .kD(a[0].kernel()).kW(a[1].kernel()).kH(a[2].kernel()).sD(a[0].stride()).sW(a[1].stride()).sH(a[2].stride())
                    .dD(a[0].dilation()).dW(a[1].dilation()).dH(a[2].dilation()).build();
            return max ? c.sd().cnn().maxPooling3d(image, config) : c.sd().cnn().avgPooling3d(image, config);
        }
        boolean vector = a.length == 1;
        image = vector ? c.sd().expandDims(image, 3) : image;
        Pooling2DConfig config = Pooling2DConfig.builder().isNHWC(false)
                .kH(a[0].kernel()).kW(vector ? 1 : a[1].kernel()).sH(a[0].stride()).sW(vector ? 1 : a[1].stride())
                .dH(a[0].dilation()).dW(vector ? 1 : a[1].dilation()).build();
        return max ? c.sd().cnn().maxPooling2d(image, config) : c.sd().cnn().avgPooling2d(image, config);
    }
}
