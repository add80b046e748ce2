package org.espalier.core.op.linalg;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Matrix products. Their gradients are products of transposed matrices, which no one ever transposes in memory. */
public final class MatrixOps {
    private MatrixOps() {}

    static final Op MATMUL = Op.define("MatMul", MatrixOps::matmulType)
            .vjp((ops, attributes, in, out, c) -> matmulGradient(in.get(0), in.get(1), c.get(0)))
            .onnx(Onnx.floating(1, "MatMul").and(9, INDEX))
            .reading(Readings.plain())
            .build();

    /** alpha·a'·b' + beta·c, where a' is a or, for transA, its transpose, likewise b'; c broadcasts and is optional. */
    static final Op GEMM = Op.define("Gemm", MatrixOps::gemmType)
            .decomposition(MatrixOps::decomposeGemm)
            .vjp((ops, attributes, in, out, c) -> gemmGradient(attributes, in, c.get(0)))
            .onnx(Onnx.floating(7, MatrixOps::writeGemm))
            .reading(MatrixOps::readGemm)
            .build();

    private static List<TensorType> matmulType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2);
        TensorType a = in.get(0);
        TensorType b = in.get(1);
        TypeRules.sameDType(a, b);
        TypeRules.dtype(SIGNED, "lhs", a);
        TypeRules.require(a.shape().rank() > 0, "lhs must have at least one axis, but is " + a);
        TypeRules.require(b.shape().rank() > 0, "rhs must have at least one axis, but is " + b);
        boolean vector = b.shape().rank() == 1;
        Dim inner = a.shape().dim(-1);
        Dim other = b.shape().dim(vector ? -1 : -2);
        TypeRules.require(inner.equals(other), "last dimension of lhs " + a + " must equal "
                + (vector ? "the only one" : "second-to-last") + " of rhs " + b + " (" + inner + " ≠ " + other + ")");
        List<Dim> dims = new ArrayList<>(Shape.broadcast(batch(a.shape()), batch(b.shape())).dims());
        if (a.shape().rank() > 1) {
            dims.add(a.shape().dim(-2));
        }
        if (!vector) {
            dims.add(b.shape().dim(-1));
        }
        return List.of(a.withShape(Shape.of(dims)));
    }

    private static Shape batch(Shape s) {
        return s.slice(0, Math.max(0, s.rank() - 2));
    }

    /** Vectors become matrices with one row or one column; the rest is done for matrices. */
    private static List<Value> matmulGradient(Value a, Value b, Value c) {
        Dim one = Dim.of(1);
        if (a.rank() > 1 && b.rank() > 1) {
            return matrixGradient(a, b, c);
        }
        Value rows = a.rank() > 1 ? a : a.reshape(a.shape().insert(0, one));
        Value columns = b.rank() > 1 ? b : b.reshape(b.shape().insert(1, one));
        Shape full = c.shape();
        if (b.rank() == 1) {
            full = full.insert(full.rank(), one);
        }
        if (a.rank() == 1) {
            full = full.insert(full.rank() - 1, one);
        }
        List<Value> g = matrixGradient(rows, columns, c.reshape(full));
        Value ga = g.get(0);
        Value gb = g.get(1);
        return List.of(
                a.rank() > 1 ? ga : ga.reshape(ga.shape().without(-2)),
                b.rank() > 1 ? gb : gb.reshape(gb.shape().without(-1)));
    }

    private static List<Value> matrixGradient(Value a, Value b, Value c) {
        Ops ops = a.ops();
        if (b.rank() == 2) {
            Value rows = flatRows(a);
            Value flat = flatRows(c);
            return List.of(ops.gemm(flat, b, false, true).reshape(a.shape()), ops.gemm(rows, flat, true, false));
        }
        return List.of(ops.matmul(c, transposed(b)), ops.matmul(transposed(a), c));
    }

    /** A stack of matrices as one matrix with all their rows. */
    private static Value flatRows(Value x) {
        return x.reshape(Shape.of(x.shape().slice(0, x.rank() - 1).count(), x.dim(-1)));
    }

    private static Value transposed(Value x) {
        int last = x.rank() - 1;
        return x.transpose(IntStream.rangeClosed(0, last)
                .map(i -> i == last ? last - 1 : i == last - 1 ? last : i)
                .toArray());
    }

    private static List<TensorType> gemmType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2, 3);
        TensorType a = in.get(0);
        TensorType b = in.get(1);
        TypeRules.sameDType(a, b);
        TypeRules.dtype(FLOATING, "lhs", a);
        TypeRules.rank(2, "lhs", a);
        TypeRules.rank(2, "rhs", b);
        boolean transA = attributes.flag("transA");
        boolean transB = attributes.flag("transB");
        Dim inner = a.shape().dim(transA ? 0 : 1);
        Dim other = b.shape().dim(transB ? 1 : 0);
        TypeRules.require(inner.equals(other), (transA ? "first" : "last") + " dimension of lhs " + a
                + (transA ? " (transposed)" : "") + " must equal " + (transB ? "last" : "first") + " of rhs " + b
                + (transB ? " (transposed)" : "") + " (" + inner + " ≠ " + other + ")");
        TensorType y = a.withShape(Shape.of(a.shape().dim(transA ? 1 : 0), b.shape().dim(transB ? 0 : 1)));
        if (in.size() == 3) {
            TensorType c = in.get(2);
            TypeRules.sameDType("lhs", a, "the addend", c);
            TypeRules.require(broadcastsTo(c.shape(), y.shape()),
                    "the addend " + c + " must broadcast to the product " + y);
        }
        return List.of(y);
    }

    private static boolean broadcastsTo(Shape from, Shape to) {
        int extra = to.rank() - from.rank();
        return extra >= 0 && IntStream.range(0, from.rank())
                .allMatch(i -> from.dim(i).equals(Dim.of(1)) || from.dim(i).equals(to.dim(extra + i)));
    }

    private static List<Value> decomposeGemm(Ops ops, List<Value> in, Attributes attributes) {
        Value a = attributes.flag("transA") ? in.get(0).transpose() : in.get(0);
        Value b = attributes.flag("transB") ? in.get(1).transpose() : in.get(1);
        Value y = scaled(a.matmul(b), attributes.doubleValue("alpha", 1));
        return List.of(in.size() == 2 ? y : y.add(scaled(in.get(2), attributes.doubleValue("beta", 1))));
    }

    private static Value scaled(Value x, double factor) {
        return factor == 1 ? x : x.mul(factor);
    }

    private static List<Value> gemmGradient(Attributes attributes, List<Value> in, Value c) {
        boolean transA = attributes.flag("transA");
        boolean transB = attributes.flag("transB");
        double alpha = attributes.doubleValue("alpha", 1);
        Value a = in.get(0);
        Value b = in.get(1);
        List<Value> g = new ArrayList<>();
        g.add(transA ? product(alpha, b, c, transB, true) : product(alpha, c, b, false, !transB));
        g.add(transB ? product(alpha, c, a, true, transA) : product(alpha, a, c, !transA, false));
        if (in.size() == 3) {
            g.add(scaled(c, attributes.doubleValue("beta", 1)));
        }
        return g;
    }

    private static Value product(double alpha, Value a, Value b, boolean transA, boolean transB) {
        return a.ops().apply1("Gemm",
                Attributes.of("alpha", alpha, "beta", 1.0, "transA", transA, "transB", transB), a, b);
    }

    private static void writeGemm(Node node, OnnxTarget target) {
        List<String> inputs = new ArrayList<>(target.inputs());
        if (inputs.size() == 2 && target.opset() < 11) {
            inputs.add(target.constant(Tensor.scalar(node.output().type().dtype(), 0)));
        }
        target.node("Gemm", inputs, target.outputs(), Attributes.of(
                "alpha", node.attributes().doubleValue("alpha", 1), "beta", node.attributes().doubleValue("beta", 1),
                "transA", Onnx.flag(node, "transA"), "transB", Onnx.flag(node, "transB")));
    }

    /** The op takes reals; integers, which ONNX allows too, are multiplied as the decomposition does it. */
    private static List<Value> readGemm(OnnxNode node) {
        Attributes a = node.attributes();
        Attributes ours = Attributes.of("alpha", a.doubleValue("alpha", 1), "beta", a.doubleValue("beta", 1),
                "transA", a.longValue("transA", 0) != 0, "transB", a.longValue("transB", 0) != 0);
        List<Value> inputs = Readings.inputs(node);
        return inputs.get(0).dtype().isFloating()
                ? node.ops().apply("Gemm", inputs, ours)
                : decomposeGemm(node.ops(), inputs, ours);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(MATMUL, GEMM);
    }
}
