package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Normalizations. Those of SameDiff itself have an epsilon of their own that cannot be chosen, or none. */
final class SameDiffNormalization {
    private SameDiffNormalization() {}

    static Translations table() {
        return new Translations()
                .several("BatchNormalization", SameDiffNormalization::batch)
                .differs("BatchNormalization", Kind.NO_GRADIENT, "inference", c -> !c.attributes().flag("training_mode", false),
                        "looks for the axis, which it was given, in vain")
                .otherwise("BatchNormalization", "its formula", c -> {
                    long[] wide = channels(c);
                    SDVariable inverse = inverseRoot(c, c.sd().reshape(c.in(4), wide), epsilon(c));
                    return c.x().sub(c.sd().reshape(c.in(3), wide)).mul(inverse).mul(c.sd().reshape(c.in(1), wide))
                            .add(c.sd().reshape(c.in(2), wide));
                })
                .lacking("BatchNormalizationGrad", "compared as the gradient of BatchNormalization")
                .lacking("LayerNormalizationGrad", "compared as the gradient of LayerNormalization")
                .composedSeveral("LayerNormalization", "its formula; its own op has no epsilon", c -> {
                    int[] axes = IntStream.range(c.fromTheBegin((int) c.attributes().longValue("axis", -1)), c.rank()).toArray();
                    List<SDVariable> normal = standardized(c, c.x(), count(c, axes), axes);
                    SDVariable y = normal.get(0).mul(c.in(1));
                    return List.of(c.in().size() > 2 ? y.add(c.in(2)) : y, normal.get(1), normal.get(2));
                })
                .composedSeveral("RMSNormalization", "its formula", c -> {
                    int[] axes = IntStream.range(c.fromTheBegin((int) c.attributes().longValue("axis", -1)), c.rank()).toArray();
                    SDVariable inverse = inverseRoot(c, mean(c, c.sd().math().square(c.x()), axes), epsilon(c));
                    return List.of(c.x().mul(inverse).mul(c.in(1)), inverse);
                })
                .composed("InstanceNormalization", "its formula", c -> groups(c, c.shape(0)[1]))
                .composed("GroupNormalization", "its formula", c -> groups(c, c.attributes().longValue("num_groups")))
                .composed("LpNormalization", "divided by its norm1 or norm2", c -> {
                    int axis = c.fromTheBegin((int) c.attributes().longValue("axis", -1));
                    SDVariable norm = c.shape(0)[axis] == 1 ? c.sd().math().abs(c.x())
                            : c.attributes().longValue("p", 2) == 1 ? c.x().norm1(true, axis) : c.x().norm2(true, axis);
                    // A vector of zeros stays.
                    return c.x().mul(c.sd().math().reciprocal(norm.add(c.number(norm.eq(0)))));
                })
                .composed("MeanVarianceNormalization", "its formula; its own standardize has another epsilon", c -> {
                    int[] axes = c.attributes().has("axes") ? c.axes() : new int[] {0, 2, 3};
                    SDVariable centred = c.x().sub(mean(c, c.x(), axes));
                    SDVariable deviation = c.sd().math().sqrt(mean(c, c.sd().math().square(centred), axes));
                    return centred.mul(c.sd().math().reciprocal(deviation.add(1e-9)));
                })
                .composed("LRN", "its formula, with a band matrix; its own op takes alpha, beta and bias in f32, and has another gradient",
                        SameDiffNormalization::localResponse)
                .composed("Hardmax", "argmax and oneHot", c -> c.sd().oneHot(
                        c.sd().argmax(c.x(), false, c.axis()), (int) c.shape(0)[c.axis()], c.axis(), 1, 0, DataType.DOUBLE));
    }

    private static double epsilon(Call c) {
        return c.attributes().doubleValue("epsilon", 1e-5);
    }

    private static SDVariable inverseRoot(Call c, SDVariable variance, double epsilon) {
        return c.sd().math().reciprocal(c.sd().math().sqrt(variance.add(epsilon)));
    }

    /** Of a value of x's number of elements. Its own reductions fail on values between, along axes of length 1. */
    private static SDVariable mean(Call c, SDVariable x, int... axes) {
        return mean(x, count(c, axes), axes);
    }

    private static long count(Call c, int... axes) {
        return Arrays.stream(axes).mapToLong(i -> c.shape(0)[i]).reduce(1, (a, b) -> a * b);
    }

    private static SDVariable mean(SDVariable x, long count, int... axes) {
        return count == 1 ? x : x.mean(true, axes);
    }

    /** With its mean and the inverse of its deviation. */
    private static List<SDVariable> standardized(Call c, SDVariable x, long count, int... axes) {
        SDVariable mean = mean(x, count, axes);
        SDVariable centred = x.sub(mean);
        SDVariable inverse = inverseRoot(c, mean(c.sd().math().square(centred), count, axes), epsilon(c));
        return List.of(centred.mul(inverse), mean, inverse);
    }

    /** Its own op for the running figures; for those of the batch the formula. */
    private static List<SDVariable> batch(Call c) {
        if (!c.attributes().flag("training_mode", false)) {
            SDVariable x = c.rank() == 1 ? c.sd().reshape(c.x(), c.shape(0)[0], 1) : c.x();
            return List.of(c.sd().reshape(
                    c.sd().nn().batchNorm(x, c.in(3), c.in(4), c.in(1), c.in(2), epsilon(c), 1), c.outputShape()));
        }
        int[] axes = IntStream.range(0, c.rank()).filter(i -> i != 1).toArray();
        long channels = c.rank() == 1 ? 1 : c.shape(0)[1];
        long[] wide = channels(c);
        SDVariable mean = mean(c, c.x(), axes);
        SDVariable centred = c.x().sub(mean);
        SDVariable variance = mean(c, c.sd().math().square(centred), axes);
        SDVariable inverse = inverseRoot(c, variance, epsilon(c));
        SDVariable y = centred.mul(inverse).mul(c.sd().reshape(c.in(1), wide)).add(c.sd().reshape(c.in(2), wide));
        double momentum = c.attributes().doubleValue("momentum", 0.9);
        return List.of(y, running(c, c.in(3), mean, channels, momentum), running(c, c.in(4), variance, channels, momentum),
                c.sd().reshape(mean, channels), c.sd().reshape(inverse, channels));
    }

    /** The shape in which a figure for each channel broadcasts. */
    private static long[] channels(Call c) {
        long[] wide = new long[c.rank()];
        Arrays.fill(wide, 1);
        if (wide.length > 1) {
            wide[1] = c.shape(0)[1];
        }
        return wide;
    }

    private static SDVariable running(Call c, SDVariable before, SDVariable now, long channels, double momentum) {
        return before.mul(momentum).add(c.sd().reshape(now, channels).mul(1 - momentum));
    }

    private static SDVariable groups(Call c, long groups) {
        long[] shape = c.shape(0);
        long n = shape[0];
        long[] wide = channels(c);
        SDVariable grouped = c.sd().reshape(c.x(), n, groups, Places.size(shape) / n / groups);
        SDVariable normal = c.sd().reshape(standardized(c, grouped, Places.size(shape) / n / groups, 2).get(0), shape);
        return normal.mul(c.sd().reshape(c.in(1), wide)).add(c.sd().reshape(c.in(2), wide));
    }

    /** A band matrix adds the squares of neighbouring channels. */
    private static SDVariable localResponse(Call c) {
        int size = (int) c.attributes().longValue("size");
        double alpha = c.attributes().doubleValue("alpha", 1e-4) / size;
        double beta = c.attributes().doubleValue("beta", 0.75);
        double bias = c.attributes().doubleValue("bias", 1);
        long[] shape = c.shape(0);
        int channels = (int) shape[1];
        double[] band = new double[channels * channels];
        for (int i = 0; i < channels; i++) {
            for (int j = Math.max(0, i - (size - 1) / 2); j <= Math.min(channels - 1, i + size / 2); j++) {
                band[i * channels + j] = 1;
            }
        }
        long rest = Places.size(shape) / shape[0] / channels;
        SDVariable squares = c.sd().reshape(c.sd().math().square(c.x()), shape[0], 1, channels, rest);
        SDVariable sums = c.sd().reshape(c.sum(squares.mul(c.constant(band, 1, channels, channels, 1)), 2,
                shape[0], channels, channels, rest), shape);
        return c.x().div(c.sd().math().pow(sums.mul(alpha).add(bias), beta));
    }
}
