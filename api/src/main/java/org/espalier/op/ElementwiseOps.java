package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * Arithmetic, functions, comparison and logic: element by element, after broadcasting. Activations are in
 * {@link ActivationOps}. Part of {@link Ops}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ElementwiseOps extends OpCalls {
    default Value add(Value a, Value b) {
        return apply1("Add", a, b);
    }

    default Value sub(Value a, Value b) {
        return apply1("Sub", a, b);
    }

    default Value mul(Value a, Value b) {
        return apply1("Mul", a, b);
    }

    default Value div(Value a, Value b) {
        return apply1("Div", a, b);
    }

    default Value pow(Value a, Value b) {
        return apply1("Pow", a, b);
    }

    default Value max(Value a, Value b) {
        return apply1("Max", a, b);
    }

    default Value min(Value a, Value b) {
        return apply1("Min", a, b);
    }

    default Value neg(Value x) {
        return apply1("Neg", x);
    }

    default Value abs(Value x) {
        return apply1("Abs", x);
    }

    default Value sign(Value x) {
        return apply1("Sign", x);
    }

    default Value exp(Value x) {
        return apply1("Exp", x);
    }

    default Value log(Value x) {
        return apply1("Log", x);
    }

    default Value sqrt(Value x) {
        return apply1("Sqrt", x);
    }

    default Value reciprocal(Value x) {
        return apply1("Reciprocal", x);
    }

    default Value erf(Value x) {
        return apply1("Erf", x);
    }

    /** log(1 + x), exact near 0 too. */
    default Value log1p(Value x) {
        return apply1("Log1p", x);
    }

    /** e^x - 1, exact near 0 too. */
    default Value expm1(Value x) {
        return apply1("Expm1", x);
    }

    default Value sin(Value x) {
        return apply1("Sin", x);
    }

    default Value cos(Value x) {
        return apply1("Cos", x);
    }

    default Value tan(Value x) {
        return apply1("Tan", x);
    }

    /** The angle in [-π/2, π/2] with this sine; NaN outside [-1, 1]. */
    default Value asin(Value x) {
        return apply1("Asin", x);
    }

    /** The angle in [0, π] with this cosine; NaN outside [-1, 1]. */
    default Value acos(Value x) {
        return apply1("Acos", x);
    }

    /** The angle in [-π/2, π/2] with this tangent. */
    default Value atan(Value x) {
        return apply1("Atan", x);
    }

    default Value sinh(Value x) {
        return apply1("Sinh", x);
    }

    default Value cosh(Value x) {
        return apply1("Cosh", x);
    }

    default Value asinh(Value x) {
        return apply1("Asinh", x);
    }

    /** The number, at least 0, with this hyperbolic cosine; NaN below 1. */
    default Value acosh(Value x) {
        return apply1("Acosh", x);
    }

    /** The number with this hyperbolic tangent; NaN outside [-1, 1]. */
    default Value atanh(Value x) {
        return apply1("Atanh", x);
    }

    /** The largest whole number that is not above x; its gradient is 0. */
    default Value floor(Value x) {
        return apply1("Floor", x);
    }

    /** The smallest whole number that is not below x; its gradient is 0. */
    default Value ceil(Value x) {
        return apply1("Ceil", x);
    }

    /** The nearest whole number, the even one of two; its gradient is 0. */
    default Value round(Value x) {
        return apply1("Round", x);
    }

    /**
     * The remainder of a by b.
     *
     * @param fmod true: with the sign of a, as C's fmod and Java's %; false: with the sign of b, for integers alone
     */
    default Value mod(Value a, Value b, boolean fmod) {
        return apply1("Mod", Attributes.of("fmod", fmod), a, b);
    }

    /** The bits of a, of u8, moved to the left by b places; those beyond the eighth are lost. */
    default Value bitShiftLeft(Value a, Value b) {
        return apply1("BitShift", Attributes.of("direction", "LEFT"), a, b);
    }

    /** The bits of a, of u8, moved to the right by b places. */
    default Value bitShiftRight(Value a, Value b) {
        return apply1("BitShift", Attributes.of("direction", "RIGHT"), a, b);
    }

    /** Limits x to [min, max]; the gradient passes where {@code min <= x <= max}. */
    default Value clip(Value x, double min, double max) {
        return apply1("Clip", Attributes.of("min", min, "max", max), x);
    }

    default Value equal(Value a, Value b) {
        return apply1("Equal", a, b);
    }

    default Value greater(Value a, Value b) {
        return apply1("Greater", a, b);
    }

    default Value less(Value a, Value b) {
        return apply1("Less", a, b);
    }

    default Value greaterOrEqual(Value a, Value b) {
        return apply1("GreaterOrEqual", a, b);
    }

    default Value lessOrEqual(Value a, Value b) {
        return apply1("LessOrEqual", a, b);
    }

    /** Whether x is not a number. */
    default Value isNaN(Value x) {
        return apply1("IsNaN", x);
    }

    /** Whether x is infinite, of either sign. */
    default Value isInf(Value x) {
        return isInf(x, true, true);
    }

    /** Whether x is minus infinity, where that is asked for, or plus infinity, where that is asked for. */
    default Value isInf(Value x, boolean detectNegative, boolean detectPositive) {
        return apply1("IsInf", Attributes.of("detect_negative", detectNegative, "detect_positive", detectPositive), x);
    }

    default Value and(Value a, Value b) {
        return apply1("And", a, b);
    }

    default Value or(Value a, Value b) {
        return apply1("Or", a, b);
    }

    /** Whether one of the two holds, but not both. */
    default Value xor(Value a, Value b) {
        return apply1("Xor", a, b);
    }

    default Value not(Value x) {
        return apply1("Not", x);
    }

    /** Element by element, a where the condition holds, otherwise b. */
    default Value where(Value condition, Value a, Value b) {
        return apply1("Where", condition, a, b);
    }
}
