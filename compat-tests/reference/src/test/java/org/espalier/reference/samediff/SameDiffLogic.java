package org.espalier.reference.samediff;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.espalier.reference.samediff.Difference.Kind;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Comparisons and truth values. */
final class SameDiffLogic {
    private SameDiffLogic() {}

    static Translations table() {
        return new Translations()
                .one("Equal", compared(SDVariable::eq))
                .one("Greater", compared(SDVariable::gt))
                .one("Less", compared(SDVariable::lt))
                .one("GreaterOrEqual", compared(SDVariable::gte))
                .one("LessOrEqual", compared(SDVariable::lte))
                .unary("IsNaN", (sd, x) -> sd.math().isNaN(x))
                .one("IsInf", SameDiffLogic::isInf)
                .one("Xor", c -> c.sd().math().xor(truth(c, 0), truth(c, 1)))
                .one("BitShift", c -> c.attributes().string("direction").equals("LEFT")
                        ? c.sd().bitwise().leftShift(c.in(0), c.in(1)) : c.sd().bitwise().rightShift(c.in(0), c.in(1)))
                .differs("BitShift", Kind.VALUE, "a byte is shifted by 8 places and more",
                        c -> c.node().inputTypes().get(0).dtype() == DType.U8 && c.largest(1) > 7, "shifts as the processor does")
                .otherwise("BitShift", "in f64: times or by a power of 2, rounded down, modulo 256", c -> {
                    SDVariable power = c.sd().math().pow(c.constant(new double[] {2}), c.number(c.in(1)));
                    SDVariable x = c.number(c.in(0));
                    SDVariable shifted = c.attributes().string("direction").equals("LEFT") ? x.mul(power) : x.div(power);
                    SDVariable whole = c.sd().math().floor(shifted);
                    return whole.sub(c.sd().math().floor(whole.div(256)).mul(256));
                })
                .one("And", c -> c.sd().math().and(truth(c, 0), truth(c, 1)))
                .one("Or", c -> c.sd().math().or(truth(c, 0), truth(c, 1)))
                .composed("Not", "equal to 0", c -> c.number(c.x()).eq(0))
                .composed("Where", "the condition's number times the one plus its complement times the other; its own op has no gradient",
                        c -> {
                            SDVariable condition = c.number(c.in(0));
                            return condition.mul(c.in(1)).add(condition.rsub(1).mul(c.in(2)));
                        });
    }

    /** A single element with more axes than the other input is broadcast first: its own broadcast refuses that. */
    private static Function<Call, SDVariable> compared(BiFunction<SDVariable, SDVariable, SDVariable> f) {
        return c -> {
            int a = c.shape(0).length;
            int b = c.shape(1).length;
            boolean refuses = Places.size(c.shape(0)) == 1 && a > b || Places.size(c.shape(1)) == 1 && b > a;
            return refuses ? f.apply(c.broadcast(c.number(c.in(0)), c.outputShape()), c.broadcast(c.number(c.in(1)), c.outputShape()))
                    : f.apply(c.in(0), c.in(1));
        };
    }

    private static SDVariable isInf(Call c) {
        SDVariable infinite = c.number(c.sd().math().isInfinite(c.x()));
        SDVariable negative = c.number(c.x().lt(0));
        SDVariable below = c.attributes().flag("detect_negative", true) ? infinite.mul(negative) : null;
        SDVariable above = c.attributes().flag("detect_positive", true) ? infinite.mul(negative.rsub(1)) : null;
        if (below == null) {
            return (above == null ? infinite.mul(0) : above).gt(0);
        }
        return (above == null ? below : below.add(above)).gt(0);
    }

    /** Truth values in the shape of the output: broadcast by SameDiff itself, they come out as what lay in memory. */
    private static SDVariable truth(Call c, int input) {
        return c.sd().castTo(c.broadcast(c.number(c.in(input)), c.outputShape()), DataType.BOOL);
    }
}
