package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * Applies ops. One abstract method does it; every named op is a default method on top of it. Broadcasting is
 * NumPy's. Axes may be negative. Both inputs of a binary op have the same dtype; nothing is converted in silence.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Ops {
    /**
     * Applies a registered op.
     *
     * @return one value an output
     * @throws org.espalier.plugin.EspalierException where the op is unknown, an input belongs to another builder, or
     *     the types do not fit
     */
    List<Value> apply(String opId, List<Value> inputs, Attributes attributes);

    /** Applies an op that has one output. */
    default Value apply1(String opId, Attributes attributes, Value... inputs) {
        return apply(opId, List.of(inputs), attributes).get(0);
    }

    /** Applies an op that has one output and no attributes. */
    default Value apply1(String opId, Value... inputs) {
        return apply1(opId, Attributes.none(), inputs);
    }

    // Constants and conversions

    /** A constant. */
    default Value constant(Tensor value) {
        return apply1("Constant", Attributes.of("value", value));
    }

    /** A scalar constant. */
    default Value scalar(DType dtype, double number) {
        return constant(Tensor.scalar(dtype, number));
    }

    /** A constant of one number, broadcast to a shape. */
    default Value full(DType dtype, Shape shape, double number) {
        Value s = scalar(dtype, number);
        return shape.rank() == 0 ? s : expand(s, shape);
    }

    /** Zeros of a value's type. */
    default Value zerosLike(Value x) {
        return full(x.dtype(), x.shape(), 0);
    }

    default Value identity(Value x) {
        return apply1("Identity", x);
    }

    /** Converts elements as ONNX does: to integers by truncation, to bool by "not 0". */
    default Value cast(Value x, DType to) {
        return apply1("Cast", Attributes.of("to", to), x);
    }

    // Element-wise

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

    // Comparison and logic

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

    // Linear algebra

    /** NumPy's matmul: matrices in the last two axes, the others broadcast; vectors on either side. */
    default Value matmul(Value a, Value b) {
        return apply1("MatMul", a, b);
    }

    /** alpha * a' * b' for matrices, either transposed on request. */
    default Value gemm(Value a, Value b, boolean transA, boolean transB) {
        return apply1("Gemm", Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB), a, b);
    }

    /** a' * b' + c for matrices, either transposed on request; c broadcasts. */
    default Value gemm(Value a, Value b, Value c, boolean transA, boolean transB) {
        return apply1("Gemm", Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB), a, b, c);
    }

    default Value softmax(Value x, int axis) {
        return apply1("Softmax", Attributes.of("axis", axis), x);
    }

    default Value logSoftmax(Value x, int axis) {
        return apply1("LogSoftmax", Attributes.of("axis", axis), x);
    }

    // Shapes

    /** Permutes axes: axis i of the result is axis perm[i] of x; without perm the axes are reversed. */
    default Value transpose(Value x, int... perm) {
        int[] p = perm;
        if (p.length == 0) {
            p = new int[x.rank()];
            for (int i = 0; i < p.length; i++) {
                p[i] = p.length - 1 - i;
            }
        }
        return apply1("Transpose", Attributes.of("perm", p), x);
    }

    /** The same elements in another shape of the same size. */
    default Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply1("Reshape", Attributes.of("shape", shape), x);
    }

    /** Two axes: the product of the dims before the axis, and of the others. */
    default Value flatten(Value x, int axis) {
        return apply1("Flatten", Attributes.of("axis", axis), x);
    }

    /** Broadcasts to the shape that x and the given shape broadcast to. */
    default Value expand(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : apply1("Expand", Attributes.of("shape", shape), x);
    }

    /** Removes axes of length 1. */
    default Value squeeze(Value x, int... axes) {
        return apply1("Squeeze", Attributes.of("axes", axes), x);
    }

    /** Inserts axes of length 1 at these positions of the result. */
    default Value unsqueeze(Value x, int... axes) {
        return apply1("Unsqueeze", Attributes.of("axes", axes), x);
    }

    default Value concat(int axis, List<Value> parts) {
        return apply("Concat", parts, Attributes.of("axis", axis)).get(0);
    }

    /**
     * Elements starts[i], starts[i] + steps[i], ... before ends[i] of each given axis, with NumPy's meaning of
     * negative and too large positions.
     */
    default Value slice(Value x, long[] starts, long[] ends, int[] axes, long[] steps) {
        return apply1("Slice", Attributes.of("starts", starts, "ends", ends, "axes", axes, "steps", steps), x);
    }

    /** Rows of an axis by index (i32 or i64); the index's axes replace that axis. */
    default Value gather(Value x, Value indices, int axis) {
        return apply1("Gather", Attributes.of("axis", axis), x, indices);
    }

    /** A new axis of length depth that is 1 at the index and 0 elsewhere; all 0 for an index out of range. */
    default Value oneHot(Value indices, int axis, long depth, DType dtype) {
        return apply1("OneHot", Attributes.of("axis", axis, "depth", depth, "dtype", dtype), indices);
    }

    /** As {@link #oneHot(Value, int, long, DType)} in a new last axis. */
    default Value oneHot(Value indices, long depth, DType dtype) {
        return oneHot(indices, -1, depth, dtype);
    }

    // Reductions; over all axes where none are given

    default Value reduceSum(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceSum", x, keepDims, axes);
    }

    default Value reduceMean(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMean", x, keepDims, axes);
    }

    default Value reduceMax(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMax", x, keepDims, axes);
    }

    default Value reduceMin(Value x, boolean keepDims, int... axes) {
        return reduce("ReduceMin", x, keepDims, axes);
    }

    private Value reduce(String op, Value x, boolean keepDims, int... axes) {
        int[] all = axes;
        if (axes.length == 0) {
            all = new int[x.rank()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
        }
        return apply1(op, Attributes.of("axes", all, "keepdims", keepDims), x);
    }

    /** The index (i64) of the first largest element along an axis. */
    default Value argMax(Value x, int axis, boolean keepDims) {
        return apply1("ArgMax", Attributes.of("axis", axis, "keepdims", keepDims), x);
    }

    // Randomness: pure functions of seed and step (i64 scalars), a stable identity and the element's position

    /** Uniform on [low, high). */
    default Value randomUniform(Value seed, Value step, String identity, DType dtype, Shape shape, double low, double high) {
        return apply1("RandomUniform", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "low", low, "high", high), seed, step);
    }

    /** Normal with a mean and a standard deviation. */
    default Value randomNormal(Value seed, Value step, String identity, DType dtype, Shape shape, double mean, double scale) {
        return apply1("RandomNormal", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "mean", mean, "scale", scale), seed, step);
    }

    /** 1 with probability p, otherwise 0. */
    default Value bernoulli(Value seed, Value step, String identity, DType dtype, Shape shape, double p) {
        return apply1("Bernoulli", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "p", p), seed, step);
    }
}
