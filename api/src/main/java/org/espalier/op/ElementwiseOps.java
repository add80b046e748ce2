package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * Arithmetic, functions, activations, comparison and logic: element by element, after broadcasting.
 * Part of {@link Ops}.
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

    default Value relu(Value x) {
        return apply1("Relu", x);
    }

    default Value leakyRelu(Value x, double alpha) {
        return apply1("LeakyRelu", Attributes.of("alpha", alpha), x);
    }

    default Value sigmoid(Value x) {
        return apply1("Sigmoid", x);
    }

    default Value tanh(Value x) {
        return apply1("Tanh", x);
    }

    /** log(1 + e^x), without overflow. */
    default Value softplus(Value x) {
        return apply1("Softplus", x);
    }

    default Value softsign(Value x) {
        return apply1("Softsign", x);
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

    default Value and(Value a, Value b) {
        return apply1("And", a, b);
    }

    default Value or(Value a, Value b) {
        return apply1("Or", a, b);
    }

    default Value not(Value x) {
        return apply1("Not", x);
    }

    /** Element by element, a where the condition holds, otherwise b. */
    default Value where(Value condition, Value a, Value b) {
        return apply1("Where", condition, a, b);
    }
}
