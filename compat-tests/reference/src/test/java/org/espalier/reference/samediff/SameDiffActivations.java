package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Mish;

/** Activations. */
final class SameDiffActivations {
    private SameDiffActivations() {}

    static Translations table() {
        return new Translations()
                .unary("Relu", (sd, x) -> sd.nn().relu(x, 0))
                .one("LeakyRelu", c -> c.sd().nn().leakyRelu(c.x(), c.attributes().doubleValue("alpha")))
                .unary("Sigmoid", (sd, x) -> sd.nn().sigmoid(x))
                .unary("Tanh", (sd, x) -> sd.math().tanh(x))
                .unary("Softplus", (sd, x) -> sd.nn().softplus(x))
                .unary("Softsign", (sd, x) -> sd.nn().softsign(x))
                .one("Softmax", c -> c.sd().nn().softmax(c.x(), c.axis()))
                .unary("LogSigmoid", (sd, x) -> sd.nn().logSigmoid(x))
                .unary("SiLU", (sd, x) -> sd.nn().swish(x))
                .unary("Mish", (sd, x) -> new Mish(sd, x, false).outputVariable())
                .differs("Mish", Kind.NO_GRADIENT, "everywhere", c -> true, "its gradient's op is not registered")
                .otherwise("Mish", "x tanh(softplus(x))", c -> c.x().mul(c.sd().math().tanh(c.sd().nn().softplus(c.x()))))
                .differs("LogSigmoid", Kind.VALUE, "elements below -700", c -> c.largestSize(0) > 700,
                        "is the logarithm of the sigmoid, which is 0 there")
                .otherwise("LogSigmoid", "x below 0, less log(1 + exp(-|x|))", c -> {
                    SDVariable below = c.number(c.x().lt(0));
                    SDVariable size = c.x().mul(below.mul(-2).add(1));
                    return below.mul(c.x()).sub(c.sd().math().log1p(c.sd().math().exp(size.neg())));
                })
                .composed("Gelu", "its formulas: its own op takes a logistic curve instead of the normal distribution, "
                        + "and its precise one cubes 0.044715 too", SameDiffActivations::gelu)
                .composed("ThresholdedRelu", "x times its truth value; its own op gives the threshold below it",
                        c -> c.x().mul(c.number(c.x().gt(c.attributes().doubleValue("alpha")))))
                .one("PRelu", SameDiffActivations::prelu)
                .composed("Elu", "relu and expm1; its own op, for alpha 1, is compared in the networks",
                        c -> elu(c, c.attributes().doubleValue("alpha"), 1))
                .composed("Selu", "relu and expm1; its own op has constants with other last digits", c ->
                        elu(c, c.attributes().doubleValue("alpha"), 1).mul(c.attributes().doubleValue("gamma")))
                .composed("Celu", "relu and expm1", c -> elu(c, c.attributes().doubleValue("alpha"), c.attributes().doubleValue("alpha")))
                .composed("HardSigmoid", "a clip of a line", c -> c.sd().math().clipByValue(
                        c.x().mul(c.attributes().doubleValue("alpha")).add(c.attributes().doubleValue("beta")), 0, 1))
                .composed("HardSwish", "x times a clip of a line", c ->
                        c.x().mul(c.sd().math().clipByValue(c.x().div(6).add(0.5), 0, 1)))
                .composed("Shrink", "each side times its truth value", c -> {
                    double bias = c.attributes().doubleValue("bias");
                    double lambd = c.attributes().doubleValue("lambd");
                    return c.number(c.x().lt(-lambd)).mul(c.x().add(bias)).add(c.number(c.x().gt(lambd)).mul(c.x().sub(bias)));
                })
                .one("LogSoftmax", SameDiffActivations::logSoftmax)
                .differs("LogSoftmax", Kind.NO_GRADIENT, "along another axis than the last", c -> !lastAxis(c),
                        "fails when it sets the axis of its gradient's op")
                .differs("LogSoftmax", Kind.VALUE, "elements of about 10000", c -> c.largest(0) > 1000,
                        "is the logarithm of the softmax, which is 0 there")
                .otherwise("LogSoftmax", "less the maximum, which is held fast, and the logarithm of the sum of exponentials", c -> {
                    SDVariable shifted = c.x().sub(c.sd().constant(c.x().eval().max(true, c.axis())));
                    SDVariable powers = c.sd().math().exp(shifted);
                    SDVariable sum = c.shape(0)[c.axis()] == 1 ? powers : powers.sum(true, c.axis());
                    return shifted.sub(c.sd().math().log(sum));
                })
                .differs("Softplus", Kind.VALUE, "elements of about 10000", c -> c.largest(0) > 1000,
                        "is log(1 + exp(x)), which overflows")
                .otherwise("Softplus", "log(1 + exp(-|x|)), and x where it is more than 0", c -> {
                    SDVariable above = c.number(c.x().gt(0));
                    SDVariable size = c.x().mul(above.mul(2).sub(1));
                    return c.sd().math().log1p(c.sd().math().exp(size.neg())).add(above.mul(c.x()));
                });
    }

    private static SDVariable gelu(Call c) {
        SDVariable half = c.x().mul(0.5);
        if (c.attributes().string("approximate", "none").equals("tanh")) {
            SDVariable cubic = c.x().add(c.sd().math().cube(c.x()).mul(0.044715));
            return half.mul(c.sd().math().tanh(cubic.mul(Math.sqrt(2 / Math.PI))).add(1));
        }
        return half.mul(c.sd().math().erf(c.x().mul(Math.sqrt(0.5))).add(1));
    }

    /** relu(x) + alpha expm1(x / scale) for x below 0. */
    private static SDVariable elu(Call c, double alpha, double scale) {
        SDVariable below = c.sd().math().clipByValue(c.x(), -Double.MAX_VALUE, 0);
        return c.sd().nn().relu(c.x(), 0).add(c.sd().math().expm1(below.div(scale)).mul(alpha));
    }

    /** Its slope has all axes of x but the first; the axes on which it has length 1 are shared. */
    private static SDVariable prelu(Call c) {
        long[] x = c.shape(0);
        long[] slope = c.shape(1);
        if (x.length < 2 || slope.length > x.length - 1) {
            return c.choose(c.x().gt(0), c.x(), c.x().mul(c.in(1)));
        }
        long[] wide = new long[x.length - 1];
        Arrays.fill(wide, 1);
        System.arraycopy(slope, 0, wide, wide.length - slope.length, slope.length);
        int[] shared = IntStream.range(0, wide.length).filter(i -> wide[i] == 1).map(i -> i + 1).toArray();
        if (shared.length == 0) {
            return c.choose(c.x().gt(0), c.x(), c.x().mul(c.in(1)));
        }
        return c.sd().nn().prelu(c.x(), c.sd().reshape(c.in(1), wide), shared);
    }

    private static boolean lastAxis(Difference.Case c) {
        int axis = c.attributes().intValue("axis");
        return axis == -1 || axis == c.rank(0) - 1;
    }

    /** With an axis given there is a value, but no gradient. */
    private static SDVariable logSoftmax(Call c) {
        return c.axis() == c.rank() - 1 ? c.sd().nn().logSoftmax(c.x()) : c.sd().nn().logSoftmax(c.x(), c.axis());
    }
}
