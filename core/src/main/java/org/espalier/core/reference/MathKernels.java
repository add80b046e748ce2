package org.espalier.core.reference;

import static org.espalier.core.reference.Elementwise.binary;
import static org.espalier.core.reference.Elementwise.unary;
import static org.espalier.core.reference.ScalarFunctions.truth;

import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** Element-wise ops. */
final class MathKernels {
    private MathKernels() {}

    static void add(KernelTable t) {
        arithmetic(t);
        functions(t);
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
        t.put("Relu", unary(ScalarFunctions::relu, x -> Math.max(x, 0)));
        t.put("LeakyRelu", MathKernels::leakyRelu);
        t.put("Sigmoid", unary(ScalarFunctions::sigmoid, null));
        t.put("Tanh", unary(StrictMath::tanh, null));
        t.put("Softplus", unary(ScalarFunctions::softplus, null));
        t.put("Softsign", unary(ScalarFunctions::softsign, null));
    }

    private static void logic(KernelTable t) {
        t.put("Equal", binary((a, b) -> truth(a == b), (a, b) -> truth(a == b)));
        t.put("Greater", binary((a, b) -> truth(a > b), (a, b) -> truth(a > b)));
        t.put("Less", binary((a, b) -> truth(a < b), (a, b) -> truth(a < b)));
        t.put("And", binary(null, (a, b) -> a & b));
        t.put("Or", binary(null, (a, b) -> a | b));
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

    private static Kernel leakyRelu(Node node) {
        double alpha = node.attributes().doubleValue("alpha");
        return unary(x -> x > 0 ? x : alpha * x, null).create(node);
    }
}
