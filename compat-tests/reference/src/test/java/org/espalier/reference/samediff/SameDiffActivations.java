package org.espalier.reference.samediff;

import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

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
                .one("LogSoftmax", SameDiffActivations::logSoftmax)
                .differs("LogSoftmax", Kind.NO_GRADIENT, "along another axis than the last", c -> !lastAxis(c),
                        "fails when it sets the axis of its gradient's op")
                .differs("LogSoftmax", Kind.VALUE, "elements of about 10000", c -> c.largest(0) > 1000,
                        "is the logarithm of the softmax, which is 0 there")
                .otherwise("LogSoftmax", "less the maximum, which is held fast, and the logarithm of the sum of exponentials", c -> {
                    SDVariable shifted = c.x().sub(c.sd().constant(c.x().eval().max(true, c.axis())));
                    return shifted.sub(c.sd().math().log(c.sd().math().exp(shifted).sum(true, c.axis())));
                })
                .differs("Softplus", Kind.VALUE, "elements of about 10000", c -> c.largest(0) > 1000,
                        "is log(1 + exp(x)), which overflows")
                .otherwise("Softplus", "log(1 + exp(-|x|)), and x where it is more than 0", c -> {
                    SDVariable above = c.number(c.x().gt(0));
                    SDVariable size = c.x().mul(above.mul(2).sub(1));
                    return c.sd().math().log1p(c.sd().math().exp(size.neg())).add(above.mul(c.x()));
                });
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
