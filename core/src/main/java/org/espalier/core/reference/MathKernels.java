package org.espalier.core.reference;

import static org.espalier.core.reference.Elementwise.binary;
import static org.espalier.core.reference.Elementwise.unary;
import static org.espalier.core.reference.ScalarFunctions.truth;

import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** Element-wise arithmetic, functions, comparison and logic. */
final class MathKernels {
    private MathKernels() {}

    static void add(KernelTable t) {
        arithmetic(t);
        functions(t);
        ActivationKernels.add(t);
        logic(t);
    }

    private static void arithmetic(KernelTable t) {
        t.put("Add", binary(Double::sum, Long::sum));
        t.put("Sub", binary((a, b) -> a - b, (a, b) -> a - b));
        t.put("Mul", binary((a, b) -> a * b, (a, b) -> a * b));
        t.put("Div", binary((a, b) -> a / b, ScalarFunctions::divide));
        t.put("Pow", binary(Power::of, ScalarFunctions::pow));
        t.put("Max", binary(Math::max, Math::max));
        t.put("Min", binary(Math::min, Math::min));
        t.put("Neg", unary(x -> -x, x -> -x));
        t.put("Abs", unary(Math::abs, Math::abs));
        t.put("Sign", unary(Math::signum, Long::signum));
    }

    private static void functions(KernelTable t) {
        t.put("Exp", unary(StrictMath::exp, null));
        t.put("Log", unary(StrictMath::log, null));
        t.put("Sqrt", unary(StrictMath::sqrt, null));
        t.put("Reciprocal", unary(x -> 1 / x, null));
        t.put("Erf", unary(Erf::of, null));
        t.put("Clip", MathKernels::clip);
        t.put("Log1p", unary(StrictMath::log1p, null));
        t.put("Expm1", unary(StrictMath::expm1, null));
        t.put("Sin", unary(Circular::sin, null));
        t.put("Cos", unary(Circular::cos, null));
        t.put("Tan", unary(Circular::tan, null));
        t.put("Asin", unary(StrictMath::asin, null));
        t.put("Acos", unary(StrictMath::acos, null));
        t.put("Atan", unary(StrictMath::atan, null));
        t.put("Sinh", unary(StrictMath::sinh, null));
        t.put("Cosh", unary(StrictMath::cosh, null));
        t.put("Asinh", unary(InverseHyperbolic::asinh, null));
        t.put("Acosh", unary(InverseHyperbolic::acosh, null));
        t.put("Atanh", unary(InverseHyperbolic::atanh, null));
        t.put("Floor", unary(Math::floor, null));
        t.put("Ceil", unary(Math::ceil, null));
        t.put("Round", unary(Math::rint, null));
        t.put("Mod", MathKernels::mod);
        t.put("BitShift", MathKernels::bitShift);
    }

    private static void logic(KernelTable t) {
        t.put("Equal", binary((a, b) -> truth(a == b), (a, b) -> truth(a == b)));
        t.put("Greater", binary((a, b) -> truth(a > b), (a, b) -> truth(a > b)));
        t.put("Less", binary((a, b) -> truth(a < b), (a, b) -> truth(a < b)));
        t.put("GreaterOrEqual", binary((a, b) -> truth(a >= b), (a, b) -> truth(a >= b)));
        t.put("LessOrEqual", binary((a, b) -> truth(a <= b), (a, b) -> truth(a <= b)));
        t.put("IsNaN", unary(x -> truth(Double.isNaN(x)), null));
        t.put("IsInf", MathKernels::isInf);
        t.put("And", binary(null, (a, b) -> a & b));
        t.put("Or", binary(null, (a, b) -> a | b));
        t.put("Xor", binary(null, (a, b) -> a ^ b));
        t.put("Not", unary(null, x -> 1 - x));
        t.put("Where", Elementwise::where);
        t.put("Cast", Elementwise::cast);
    }

    /** The limits are numbers of the input's dtype, as they are in an ONNX file. */
    private static Kernel clip(Node node) {
        DType dtype = node.input(0).type().dtype();
        Tensor min = Tensor.scalar(dtype, node.attributes().doubleValue("min", Double.NEGATIVE_INFINITY));
        Tensor max = Tensor.scalar(dtype, node.attributes().doubleValue("max", Double.POSITIVE_INFINITY));
        if (dtype.isFloating()) {
            double low = min.getDouble(0);
            double high = max.getDouble(0);
            return unary(x -> x < low ? low : x > high ? high : x, null).create(node);
        }
        long low = min.getLong(0);
        long high = max.getLong(0);
        return unary(null, x -> x < low ? low : x > high ? high : x).create(node);
    }

    private static Kernel mod(Node node) {
        return node.attributes().flag("fmod")
                ? binary((a, b) -> a % b, ScalarFunctions::remainder).create(node)
                : binary(null, ScalarFunctions::modulus).create(node);
    }

    /** Of bytes, of which shifting by 8 places and more leaves nothing. */
    private static Kernel bitShift(Node node) {
        return node.attributes().string("direction").equals("LEFT")
                ? binary(null, (a, b) -> b > 7 ? 0 : a << b & 0xff).create(node)
                : binary(null, (a, b) -> b > 7 ? 0 : a >> b).create(node);
    }

    private static Kernel isInf(Node node) {
        boolean negative = node.attributes().flag("detect_negative", true);
        boolean positive = node.attributes().flag("detect_positive", true);
        return unary(x -> truth(Double.isInfinite(x) && (x < 0 ? negative : positive)), null).create(node);
    }
}
