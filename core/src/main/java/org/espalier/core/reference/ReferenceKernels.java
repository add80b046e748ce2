package org.espalier.core.reference;

import static org.espalier.core.reference.Elementwise.binary;
import static org.espalier.core.reference.Elementwise.unary;
import static org.espalier.core.reference.ScalarFunctions.truth;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** The table of all reference kernels, by the id of the op. */
public final class ReferenceKernels {
    private static final SortedMap<String, KernelFactory> TABLE = new TreeMap<>();

    private ReferenceKernels() {}

    static {
        arithmetic();
        functions();
        logic();
        moves();
        reductions();
        put("AllFinite", node -> new AllFiniteKernel());
        put("MatMul", Products::matmul);
        put("Gemm", Products::gemm);
        put("RandomUniform", Randomness::uniform);
        put("RandomNormal", Randomness::normal);
        put("Bernoulli", Randomness::bernoulli);
    }

    /** Every reference kernel. */
    public static SortedMap<String, KernelFactory> all() {
        return new TreeMap<>(TABLE);
    }

    private static void put(String opId, KernelFactory factory) {
        if (TABLE.put(opId, factory) != null) {
            throw new IllegalStateException("two reference kernels for " + opId);
        }
    }

    private static void arithmetic() {
        put("Add", binary(Double::sum, Long::sum));
        put("Sub", binary((a, b) -> a - b, (a, b) -> a - b));
        put("Mul", binary((a, b) -> a * b, (a, b) -> a * b));
        put("Div", binary((a, b) -> a / b, ScalarFunctions::divide));
        put("Pow", binary(Power::of, ScalarFunctions::pow));
        put("Max", binary(Math::max, Math::max));
        put("Min", binary(Math::min, Math::min));
        put("Neg", unary(x -> -x, x -> -x));
        put("Abs", unary(Math::abs, Math::abs));
        put("Sign", unary(Math::signum, Long::signum));
    }

    private static void functions() {
        put("Exp", unary(StrictMath::exp, null));
        put("Log", unary(StrictMath::log, null));
        put("Sqrt", unary(StrictMath::sqrt, null));
        put("Reciprocal", unary(x -> 1 / x, null));
        put("Erf", unary(Erf::of, null));
        put("Clip", ReferenceKernels::clip);
        put("Relu", unary(ScalarFunctions::relu, x -> Math.max(x, 0)));
        put("LeakyRelu", ReferenceKernels::leakyRelu);
        put("Sigmoid", unary(ScalarFunctions::sigmoid, null));
        put("Tanh", unary(StrictMath::tanh, null));
        put("Softplus", unary(ScalarFunctions::softplus, null));
        put("Softsign", unary(ScalarFunctions::softsign, null));
    }

    private static void logic() {
        put("Equal", binary((a, b) -> truth(a == b), (a, b) -> truth(a == b)));
        put("Greater", binary((a, b) -> truth(a > b), (a, b) -> truth(a > b)));
        put("Less", binary((a, b) -> truth(a < b), (a, b) -> truth(a < b)));
        put("And", binary(null, (a, b) -> a & b));
        put("Or", binary(null, (a, b) -> a | b));
        put("Not", unary(null, x -> 1 - x));
        put("Where", Elementwise::where);
        put("Cast", Elementwise::cast);
    }

    private static void moves() {
        put("Constant", Moves::constant);
        put("Identity", Moves::copy);
        put("Reshape", Moves::copy);
        put("Flatten", Moves::copy);
        put("Squeeze", Moves::copy);
        put("Unsqueeze", Moves::copy);
        put("Transpose", Moves::transpose);
        put("Expand", Moves::expand);
        put("Concat", Moves::concat);
        put("Slice", Moves::slice);
        put("SliceGrad", Moves::sliceGrad);
        put("Gather", Indexing::gather);
        put("GatherGrad", Indexing::gatherGrad);
        put("OneHot", Indexing::oneHot);
    }

    private static void reductions() {
        put("ReduceSum", Reduction.fold(0, Double::sum, (s, n) -> s, 0, Long::sum, (s, n) -> s));
        put("ReduceMean", Reduction.fold(0, Double::sum, (s, n) -> s / n, 0, Long::sum, (s, n) -> n == 0 ? 0 : s / n));
        put("ReduceMax", Reduction.fold(Double.NEGATIVE_INFINITY, Math::max, (s, n) -> s,
                Long.MIN_VALUE, Math::max, (s, n) -> s));
        put("ReduceMin", Reduction.fold(Double.POSITIVE_INFINITY, Math::min, (s, n) -> s,
                Long.MAX_VALUE, Math::min, (s, n) -> s));
        put("ArgMax", Reduction::argMax);
        put("Softmax", Reduction.softmax(false));
        put("LogSoftmax", Reduction.softmax(true));
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
