package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.reference.samediff.RandomDag.Template;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/** Element-wise ops, each on values where it is smooth. */
final class ElementwiseTemplates {
    private static final double FAR = 15;

    private ElementwiseTemplates() {}

    static List<Template> all() {
        List<Template> all = new ArrayList<>(List.of(d -> binary(d, "Add"), d -> binary(d, "Add"), d -> binary(d, "Sub"),
                d -> binary(d, "Mul"), d -> binary(d, "Mul"), d -> divided(d, "Div"), ElementwiseTemplates::mod,
                d -> extreme(d, "Max"), d -> extreme(d, "Min"), ElementwiseTemplates::pow, ElementwiseTemplates::prelu,
                ElementwiseTemplates::where, ElementwiseTemplates::where, ElementwiseTemplates::where));
        for (String op : List.of("Neg", "Identity", "Sin", "Cos", "Atan", "Asinh", "Erf", "Sigmoid", "Tanh", "Softplus", "Softsign",
                "LogSigmoid", "SiLU", "Mish", "Gelu")) {
            all.add(unary(op, -FAR, FAR));
        }
        for (String op : List.of("Abs", "Sign", "Relu")) {
            all.add(unary(op, -FAR, FAR, 0));
        }
        all.add(unary("Gelu", Attributes.of("approximate", "tanh"), -FAR, FAR));
        all.add(unary("Exp", -3, 2));
        all.add(unary("Expm1", -3, 2));
        all.add(unary("Sinh", -2, 2));
        all.add(unary("Cosh", -2, 2));
        all.add(unary("Tan", -1.2, 1.2));
        all.add(unary("Asin", -0.9, 0.9));
        all.add(unary("Acos", -0.9, 0.9));
        all.add(unary("Atanh", -0.9, 0.9));
        all.add(unary("Acosh", 1.2, FAR));
        all.add(unary("Log", 0.2, FAR));
        all.add(unary("Sqrt", 0.2, FAR));
        all.add(unary("Reciprocal", 0.3, FAR));
        all.add(unary("Log1p", -0.7, FAR));
        all.add(unary("LeakyRelu", Attributes.of("alpha", 0.125), -FAR, FAR, 0));
        all.add(unary("Elu", Attributes.of("alpha", 1.5), -FAR, FAR, 0));
        all.add(unary("Celu", Attributes.of("alpha", 0.75), -FAR, FAR, 0));
        all.add(unary("Selu", Attributes.of("alpha", 1.6875, "gamma", 1.0625), -FAR, FAR, 0));
        all.add(unary("ThresholdedRelu", Attributes.of("alpha", 0.5), -FAR, FAR, 0.5));
        all.add(unary("HardSigmoid", Attributes.of("alpha", 0.25, "beta", 0.5), -FAR, FAR, -2, 2));
        all.add(unary("HardSwish", -FAR, FAR, -3, 3));
        all.add(unary("Shrink", Attributes.of("bias", 0.25, "lambd", 0.5), -FAR, FAR, -0.5, 0.5));
        all.add(unary("Clip", Attributes.of("min", -1.0, "max", 0.75), -FAR, FAR, -1, 0.75));
        for (String op : List.of("Floor", "Ceil")) {
            all.add(unary(op, -4, 4, -4, -3, -2, -1, 0, 1, 2, 3, 4));
        }
        all.add(unary("Round", -4, 4, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5));
        return all;
    }

    private static Template unary(String op, double low, double high, double... kinks) {
        return unary(op, Attributes.none(), low, high, kinks);
    }

    private static Template unary(String op, Attributes attributes, double low, double high, double... kinks) {
        return d -> {
            Value x = low <= -FAR ? d.any(v -> d.within(v, low, high)) : d.between(low, high);
            return x == null || !d.away(x, Drawing.MARGIN, kinks) ? null : d.b.apply1(op, attributes, x);
        };
    }

    static boolean fits(Value x, Value y) {
        try {
            Shape.broadcast(x.shape(), y.shape());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Value binary(Drawing d, String op) {
        Value x = d.any();
        Value y = d.any(v -> fits(x, v));
        return y == null ? null : d.b.apply1(op, x, y);
    }

    private static Value divided(Drawing d, String op) {
        Value x = d.any();
        Value y = d.any(v -> fits(x, v) && d.away(v, 0.3, 0));
        return y == null ? null : d.b.apply1(op, x, y);
    }

    private static Value mod(Drawing d) {
        Value x = d.any();
        Value y = d.any(v -> fits(x, v) && d.away(v, 0.3, 0));
        if (y == null) {
            return null;
        }
        // Where the quotient is whole, the remainder jumps.
        for (double q : d.at(x.div(y))) {
            if (Math.abs(q - Math.rint(q)) < Drawing.MARGIN) {
                return null;
            }
        }
        return d.b.apply1("Mod", Attributes.of("fmod", true), x, y);
    }

    private static Value extreme(Drawing d, String op) {
        Value x = d.any();
        Value y = d.any(v -> fits(x, v) && d.away(x.sub(v), Drawing.MARGIN, 0));
        return y == null ? null : d.b.apply1(op, x, y);
    }

    private static Value pow(Drawing d) {
        Value x = d.between(0.3, 3);
        Value y = d.any(v -> fits(x, v) && d.within(v, -2, 2));
        return y == null ? null : x.pow(y);
    }

    private static Value prelu(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && d.away(v, Drawing.MARGIN, 0));
        return x == null ? null : d.b.apply1("PRelu", x, d.input(0.1, 0.6, d.coin() ? new long[] {} : x.shape().without(0).lengths()));
    }

    /** Truth values of two comparisons, as a condition or as numbers. */
    private static Value where(Drawing d) {
        Value x = d.any();
        Value y = d.any(v -> fits(x, v) && d.away(x.sub(v), Drawing.MARGIN, 0));
        if (y == null) {
            return null;
        }
        Value one = d.b.apply1(List.of("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal").get(d.below(5)), x, y);
        Value other = switch (d.below(4)) {
            case 0 -> d.b.apply1("IsNaN", x);
            case 1 -> d.b.apply1("IsInf", y);
            case 2 -> d.b.apply1("Not", one);
            default -> x.greater(0.3);
        };
        Value condition = d.b.apply1(List.of("And", "Or", "Xor").get(d.below(3)), one, other);
        return d.below(3) == 0 ? condition.cast(DType.F64).mul(y) : d.b.where(condition, x, y.sin());
    }
}
