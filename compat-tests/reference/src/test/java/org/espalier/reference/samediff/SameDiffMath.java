package org.espalier.reference.samediff;

import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.FModOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;

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
                .unary("Sin", (sd, x) -> sd.math().sin(x))
                .unary("Cos", (sd, x) -> sd.math().cos(x))
                .unary("Tan", (sd, x) -> sd.math().tan(x))
                .unary("Asin", (sd, x) -> sd.math().asin(x))
                .unary("Acos", (sd, x) -> sd.math().acos(x))
                .unary("Atan", (sd, x) -> sd.math().atan(x))
                .unary("Sinh", (sd, x) -> sd.math().sinh(x))
                .unary("Cosh", (sd, x) -> sd.math().cosh(x))
                .unary("Asinh", (sd, x) -> sd.math().asinh(x))
                .unary("Acosh", (sd, x) -> sd.math().acosh(x))
                .unary("Atanh", (sd, x) -> sd.math().atanh(x))
                .unary("Log1p", (sd, x) -> sd.math().log1p(x))
                .unary("Expm1", (sd, x) -> sd.math().expm1(x))
                .unary("Floor", (sd, x) -> sd.math().floor(x))
                .unary("Ceil", (sd, x) -> sd.math().ceil(x))
                .unary("Round", (sd, x) -> new Rint(sd, x, false).outputVariable())
                .one("Mod", c -> c.flag("fmod") ? fmod(c) : c.sd().math().floorMod(c.in(0), c.in(1)))
                .one("Clip", c -> c.sd().math().clipByValue(c.x(), c.attributes().doubleValue("min", -Double.MAX_VALUE),
                        c.attributes().doubleValue("max", Double.MAX_VALUE)))
                .differs("Div", Kind.GRADIENT, "the divisor has one element and the other input several",
                        c -> c.size(1) == 1 && c.size(0) > 1,
                        "for the divisor, it multiplies the sum of the cotangents with the sum of the inputs, "
                                + "instead of summing the products")
                .otherwise("Div", BROADCAST, c -> first(c).div(second(c)))
                .differs("Max", Kind.GRADIENT, "one input is broadcast", c -> !c.sameShapes(),
                        "it gives the cotangents to sides that were not the larger one, or to none")
                .otherwise("Max", BROADCAST, c -> c.sd().math().max(first(c), second(c)))
                .differs("Min", Kind.GRADIENT, "one input is broadcast", c -> !c.sameShapes(),
                        "the gradient of the broadcast input has the shape of the output: the sum over the broadcast axes is left out")
                .differs("Mod", Kind.VALUE, "fmod, one input is broadcast", c -> c.attributes().flag("fmod") && !c.sameShapes(),
                        "does not broadcast: it reads beside the smaller input")
                .differs("Mod", Kind.NO_GRADIENT, "fmod", c -> c.attributes().flag("fmod"), "takes an array for a number")
                .otherwise("Mod", "the dividend less the divisor times the quotient cut towards 0", c -> {
                    SDVariable quotient = first(c).div(second(c));
                    SDVariable cut = c.sd().math().floor(c.sd().math().abs(quotient)).mul(c.sd().math().sign(quotient));
                    return c.in(0).sub(c.in(1).mul(cut));
                })
                .differs("Round", Kind.NO_GRADIENT, "everywhere", c -> true, "rint has no gradient, not even 0")
                .otherwise("Round", "floor(x + 1/2), less 1 where that is odd and x + 1/2 was whole", c -> {
                    SDVariable z = c.x().add(0.5);
                    SDVariable up = c.sd().math().floor(z);
                    SDVariable half = up.mul(0.5);
                    return up.sub(c.number(z.eq(up)).mul(c.number(half.neq(c.sd().math().floor(half)))));
                })
                .otherwise("Min", BROADCAST, c -> c.sd().math().min(first(c), second(c)));
    }

    private static SDVariable fmod(Call c) {
        return new FModOp(c.sd(), c.in(0), c.in(1)).outputVariable();
    }

    private static SDVariable first(Call c) {
        return c.broadcast(c.in(0), c.outputShape());
    }

    private static SDVariable second(Call c) {
        return c.broadcast(c.in(1), c.outputShape());
    }
}
