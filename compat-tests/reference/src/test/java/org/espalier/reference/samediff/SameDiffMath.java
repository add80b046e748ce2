package org.espalier.reference.samediff;

import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

/** Arithmetic and elementary functions. */
final class SameDiffMath {
    private static final String BROADCAST = "both inputs multiplied with ones of the output's shape first";

    private SameDiffMath() {}

    static Translations table() {
        return new Translations()
                .binary("Add", SDVariable::add)
                .binary("Sub", SDVariable::sub)
                .binary("Mul", SDVariable::mul)
                .binary("Div", SDVariable::div)
                .one("Pow", c -> c.sd().math().pow(c.in(0), c.in(1)))
                .one("Max", c -> c.sd().math().max(c.in(0), c.in(1)))
                .one("Min", c -> c.sd().math().min(c.in(0), c.in(1)))
                .unary("Neg", (sd, x) -> x.neg())
                .unary("Abs", (sd, x) -> sd.math().abs(x))
                .unary("Sign", (sd, x) -> sd.math().sign(x))
                .unary("Exp", (sd, x) -> sd.math().exp(x))
                .unary("Log", (sd, x) -> sd.math().log(x))
                .unary("Sqrt", (sd, x) -> sd.math().sqrt(x))
                .unary("Reciprocal", (sd, x) -> sd.math().reciprocal(x))
                .unary("Erf", (sd, x) -> sd.math().erf(x))
                .one("Clip", c -> c.sd().math().clipByValue(c.x(), c.attributes().doubleValue("min", -Double.MAX_VALUE),
                        c.attributes().doubleValue("max", Double.MAX_VALUE)))
                .differs("Div", Kind.GRADIENT, "the divisor has one element and the other input several",
                        c -> c.size(1) == 1 && c.size(0) > 1,
                        "for the divisor, it multiplies the sum of the cotangents with the sum of the inputs, instead of summing the products")
                .otherwise("Div", BROADCAST, c -> first(c).div(second(c)))
                .differs("Max", Kind.GRADIENT, "one input is broadcast", c -> !c.sameShapes(),
                        "it gives the cotangents to sides that were not the larger one, or to none")
                .otherwise("Max", BROADCAST, c -> c.sd().math().max(first(c), second(c)))
                .differs("Min", Kind.GRADIENT, "one input is broadcast", c -> !c.sameShapes(),
                        "the gradient of the broadcast input has the shape of the output: the sum over the broadcast axes is left out")
                .otherwise("Min", BROADCAST, c -> c.sd().math().min(first(c), second(c)));
    }

    private static SDVariable first(Call c) {
        return c.broadcast(c.in(0), c.outputShape());
    }

    private static SDVariable second(Call c) {
        return c.broadcast(c.in(1), c.outputShape());
    }
}
