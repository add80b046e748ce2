package org.espalier.core.reference;

import static org.espalier.core.reference.Elementwise.binary;
import static org.espalier.core.reference.Elementwise.unary;

import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;

/** Activations. */
final class ActivationKernels {
    private ActivationKernels() {}

    static void add(KernelTable t) {
        t.put("Relu", unary(ScalarFunctions::relu, x -> Math.max(x, 0)));
        t.put("LeakyRelu", ActivationKernels::leakyRelu);
        t.put("PRelu", binary((x, slope) -> x > 0 ? x : slope * x, null));
        t.put("ThresholdedRelu", ActivationKernels::thresholdedRelu);
        t.put("Elu", ActivationKernels::elu);
        t.put("Selu", ActivationKernels::selu);
        t.put("Celu", ActivationKernels::celu);
        t.put("Sigmoid", unary(ScalarFunctions::sigmoid, null));
        t.put("HardSigmoid", ActivationKernels::hardSigmoid);
        t.put("LogSigmoid", unary(ScalarFunctions::logSigmoid, null));
        t.put("SiLU", unary(x -> x * ScalarFunctions.sigmoid(x), null));
        t.put("HardSwish", unary(x -> x * Math.max(0, Math.min(1, x / 6 + 0.5)), null));
        t.put("Mish", unary(ScalarFunctions::mish, null));
        t.put("Gelu", ActivationKernels::gelu);
        t.put("Tanh", unary(StrictMath::tanh, null));
        t.put("Softplus", unary(ScalarFunctions::softplus, null));
        t.put("Softsign", unary(ScalarFunctions::softsign, null));
        t.put("Shrink", ActivationKernels::shrink);
    }

    private static Kernel leakyRelu(Node node) {
        double alpha = number(node, "alpha");
        return unary(x -> x > 0 ? x : alpha * x, null).create(node);
    }

    private static Kernel thresholdedRelu(Node node) {
        double alpha = constant(node, "alpha");
        return unary(x -> x <= alpha ? 0 : x, null).create(node);
    }

    private static Kernel elu(Node node) {
        double alpha = number(node, "alpha");
        return unary(x -> x > 0 ? x : alpha * StrictMath.expm1(x), null).create(node);
    }

    private static Kernel selu(Node node) {
        double alpha = number(node, "alpha");
        double gamma = number(node, "gamma");
        return unary(x -> gamma * (x > 0 ? x : alpha * StrictMath.expm1(x)), null).create(node);
    }

    private static Kernel celu(Node node) {
        double alpha = number(node, "alpha");
        return unary(x -> x > 0 ? x : alpha * StrictMath.expm1(x / alpha), null).create(node);
    }

    private static Kernel hardSigmoid(Node node) {
        double alpha = number(node, "alpha");
        double beta = number(node, "beta");
        return unary(x -> Math.max(0, Math.min(1, alpha * x + beta)), null).create(node);
    }

    private static Kernel gelu(Node node) {
        boolean exact = node.attributes().string("approximate", "none").equals("none");
        return unary(exact ? ScalarFunctions::gelu : ScalarFunctions::geluTanh, null).create(node);
    }

    private static Kernel shrink(Node node) {
        double bias = constant(node, "bias");
        double lambd = constant(node, "lambd");
        return unary(x -> x < -lambd ? x + bias : x <= lambd ? 0 : x - bias, null).create(node);
    }

    private static double number(Node node, String attribute) {
        return node.attributes().doubleValue(attribute);
    }

    /** A number that elements are compared with: one of their dtype, as in an ONNX file. */
    private static double constant(Node node, String attribute) {
        return Tensor.scalar(node.input(0).type().dtype(), number(node, attribute)).getDouble(0);
    }
}
