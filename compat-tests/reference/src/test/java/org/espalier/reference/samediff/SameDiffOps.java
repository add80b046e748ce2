package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Our ops as SameDiff writes them, and those that it has nothing for. */
final class SameDiffOps {
    /** Writes a node. */
    @FunctionalInterface
    interface Translation {
        SDVariable write(SameDiff sd, List<SDVariable> in, Attributes attributes);
    }

    static final Map<String, Translation> SAME = new TreeMap<>();
    static final Map<String, String> LACKING = new TreeMap<>();

    static {
        SAME.put("Identity", (sd, in, a) -> sd.identity(in.get(0)));
        SAME.put("Cast", (sd, in, a) -> sd.castTo(in.get(0), dataType(a.dtype("to"))));
        binary("Add", SDVariable::add);
        binary("Sub", SDVariable::sub);
        binary("Mul", SDVariable::mul);
        binary("Div", SDVariable::div);
        SAME.put("Pow", (sd, in, a) -> sd.math().pow(in.get(0), in.get(1)));
        SAME.put("Max", (sd, in, a) -> sd.math().max(in.get(0), in.get(1)));
        SAME.put("Min", (sd, in, a) -> sd.math().min(in.get(0), in.get(1)));
        unary("Neg", SDVariable::neg);
        SAME.put("Abs", (sd, in, a) -> sd.math().abs(in.get(0)));
        SAME.put("Sign", (sd, in, a) -> sd.math().sign(in.get(0)));
        SAME.put("Exp", (sd, in, a) -> sd.math().exp(in.get(0)));
        SAME.put("Log", (sd, in, a) -> sd.math().log(in.get(0)));
        SAME.put("Sqrt", (sd, in, a) -> sd.math().sqrt(in.get(0)));
        SAME.put("Reciprocal", (sd, in, a) -> sd.math().reciprocal(in.get(0)));
        SAME.put("Erf", (sd, in, a) -> sd.math().erf(in.get(0)));
        SAME.put("Clip", (sd, in, a) -> sd.math().clipByValue(in.get(0),
                a.doubleValue("min", -Double.MAX_VALUE), a.doubleValue("max", Double.MAX_VALUE)));
        SAME.put("Relu", (sd, in, a) -> sd.nn().relu(in.get(0), 0));
        SAME.put("LeakyRelu", (sd, in, a) -> sd.nn().leakyRelu(in.get(0), a.doubleValue("alpha")));
        SAME.put("Sigmoid", (sd, in, a) -> sd.nn().sigmoid(in.get(0)));
        SAME.put("Tanh", (sd, in, a) -> sd.math().tanh(in.get(0)));
        SAME.put("Softplus", (sd, in, a) -> sd.nn().softplus(in.get(0)));
        SAME.put("Softsign", (sd, in, a) -> sd.nn().softsign(in.get(0)));
        SAME.put("Softmax", (sd, in, a) -> sd.nn().softmax(in.get(0), a.intValue("axis")));
        SAME.put("LogSoftmax", SameDiffOps::logSoftmax);
        binary("Equal", SDVariable::eq);
        binary("Greater", SDVariable::gt);
        binary("Less", SDVariable::lt);
        SAME.put("And", (sd, in, a) -> sd.math().and(sameShape(in).get(0), in.get(1)));
        SAME.put("Or", (sd, in, a) -> sd.math().or(sameShape(in).get(0), in.get(1)));
        SAME.put("Where", (sd, in, a) -> sd.where(in.get(1), in.get(2), in.get(0)));
        SAME.put("MatMul", (sd, in, a) -> sd.mmul(in.get(0), in.get(1)));
        SAME.put("Gemm", SameDiffOps::gemm);
        SAME.put("Transpose", (sd, in, a) -> sd.permute(in.get(0), a.ints("perm")));
        SAME.put("Reshape", (sd, in, a) -> sd.reshape(in.get(0), a.shape("shape").lengths()));
        SAME.put("Squeeze", SameDiffOps::squeeze);
        SAME.put("Unsqueeze", SameDiffOps::unsqueeze);
        SAME.put("Concat", (sd, in, a) -> sd.concat(axis(in.get(0), a.intValue("axis")), in.toArray(SDVariable[]::new)));
        SAME.put("Slice", SameDiffOps::slice);
        SAME.put("Gather", SameDiffOps::gather);
        SAME.put("OneHot", (sd, in, a) -> sd.oneHot(fromTheBegin(sd, in.get(0), a.longValue("depth")), a.intValue("depth"), a.intValue("axis"), 1, 0,
                dataType(a.dtype("dtype"))));
        reduction("ReduceSum", (x, axes) -> keep -> x.sum(keep, axes));
        reduction("ReduceMean", (x, axes) -> keep -> x.mean(keep, axes));
        reduction("ReduceMax", (x, axes) -> keep -> x.max(keep, axes));
        reduction("ReduceMin", (x, axes) -> keep -> x.min(keep, axes));
        SAME.put("ArgMax", (sd, in, a) -> sd.argmax(in.get(0), a.flag("keepdims"), a.intValue("axis")));

        LACKING.put("Constant", "a constant is not computed");
        LACKING.put("Not", "has no negation of truth values in its namespaces");
        LACKING.put("Flatten", "its form is that of Reshape");
        LACKING.put("Expand", "has no broadcast with a gradient; broadcasting is compared in every op of two inputs");
        LACKING.put("SliceGrad", "compared as the gradient of Slice");
        LACKING.put("GatherGrad", "its gradient of Gather is wrong where an index comes twice");
        LACKING.put("Fused", "its body's ops are compared");
        LACKING.put("AllFinite", "has no reduction of truth values");
        LACKING.put("RandomUniform", "other random numbers");
        LACKING.put("RandomNormal", "other random numbers");
        LACKING.put("Bernoulli", "other random numbers");
    }

    private SameDiffOps() {}

    private static void unary(String op, Function<SDVariable, SDVariable> f) {
        SAME.put(op, (sd, in, a) -> f.apply(in.get(0)));
    }

    private static void binary(String op, BiFunction<SDVariable, SDVariable, SDVariable> f) {
        SAME.put(op, (sd, in, a) -> f.apply(in.get(0), in.get(1)));
    }

    private static void reduction(String op, BiFunction<SDVariable, int[], Function<Boolean, SDVariable>> f) {
        SAME.put(op, (sd, in, a) -> f.apply(in.get(0), a.ints("axes")).apply(a.flag("keepdims")));
    }

    static DataType dataType(DType d) {
        return switch (d) {
            case F32 -> DataType.FLOAT;
            case F64 -> DataType.DOUBLE;
            case I32 -> DataType.INT;
            case I64 -> DataType.LONG;
            case BOOL -> DataType.BOOL;
            case U8 -> DataType.UBYTE;
        };
    }

    private static int axis(SDVariable x, int axis) {
        return axis < 0 ? axis + x.getShape().length : axis;
    }

    private static SDVariable gemm(SameDiff sd, List<SDVariable> in, Attributes a) {
        SDVariable product = sd.mmul(in.get(0), in.get(1), a.flag("transA"), a.flag("transB"), false).mul(a.doubleValue("alpha"));
        return in.size() == 2 ? product : product.add(in.get(2).mul(a.doubleValue("beta")));
    }

    private static SDVariable squeeze(SameDiff sd, List<SDVariable> in, Attributes a) {
        long[] shape = in.get(0).getShape();
        int[] axes = a.ints("axes").length == 0
                ? IntStream.range(0, shape.length).filter(i -> shape[i] == 1).toArray()
                : IntStream.of(a.ints("axes")).map(i -> i < 0 ? i + shape.length : i).toArray();
        SDVariable x = in.get(0);
        for (int i = axes.length - 1; i >= 0; i--) {
            x = sd.squeeze(x, axes[i]);
        }
        return x;
    }

    private static SDVariable unsqueeze(SameDiff sd, List<SDVariable> in, Attributes a) {
        int rank = in.get(0).getShape().length + a.ints("axes").length;
        SDVariable x = in.get(0);
        for (int axis : IntStream.of(a.ints("axes")).map(i -> i < 0 ? i + rank : i).sorted().toArray()) {
            x = sd.expandDims(x, axis);
        }
        return x;
    }

    /** Upwards only: there both count positions alike. */
    private static SDVariable slice(SameDiff sd, List<SDVariable> in, Attributes a) {
        long[] to = in.get(0).getShape().clone();
        long[] from = new long[to.length];
        long[] steps = new long[to.length];
        Arrays.fill(steps, 1);
        int[] axes = a.ints("axes");
        for (int i = 0; i < axes.length; i++) {
            int at = axis(in.get(0), axes[i]);
            long n = to[at];
            long start = a.longs("starts")[i];
            long end = a.longs("ends")[i];
            steps[at] = a.longs("steps")[i];
            if (steps[at] < 0) {
                throw new UnsupportedOperationException("downwards");
            }
            from[at] = start < 0 ? start + n : start;
            to[at] = Math.min(n, end < 0 ? end + n : end);
        }
        return sd.stridedSlice(in.get(0), from, to, steps);
    }

    /** Broadcast truth values come out as what lay in memory. */
    private static List<SDVariable> sameShape(List<SDVariable> in) {
        if (!Arrays.equals(in.get(0).getShape(), in.get(1).getShape())) {
            throw new UnsupportedOperationException("broadcasting of truth values");
        }
        return in;
    }

    /** Along an axis there is a value, but no gradient. */
    private static SDVariable logSoftmax(SameDiff sd, List<SDVariable> in, Attributes a) {
        int axis = axis(in.get(0), a.intValue("axis"));
        return axis == in.get(0).getShape().length - 1 ? sd.nn().logSoftmax(in.get(0)) : sd.nn().logSoftmax(in.get(0), axis);
    }

    private static SDVariable gather(SameDiff sd, List<SDVariable> in, Attributes a) {
        int axis = axis(in.get(0), a.intValue("axis"));
        return sd.gather(in.get(0), fromTheBegin(sd, in.get(1), in.get(0).getShape()[axis]), axis);
    }

    /** Without positions from the end, with which it would read beside its memory; those out of range stay. */
    private static SDVariable fromTheBegin(SameDiff sd, SDVariable indices, long n) {
        INDArray given = indices.eval();
        INDArray negative = given.lt(0).castTo(given.dataType());
        return sd.constant("fromTheBegin", given.add(negative.mul(n)));
    }
}
