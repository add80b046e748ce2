package org.espalier.core.op;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Uses of every op with inputs at which it is smooth; the tests of this package go over all of them. */
final class Samples {
    private static final Attributes NONE = Attributes.none();
    private final List<Sample> list = new ArrayList<>();
    private long seed = 1;

    /** One use of an op. */
    record Sample(String op, Attributes attributes, List<Tensor> inputs) {
        Graph graph() {
            return Reference.graph(op, attributes, inputs.stream().map(Tensor::type).toList());
        }

        @Override
        public String toString() {
            return op + inputs.stream().map(Tensor::type).toList() + attributes;
        }
    }

    static List<Sample> all() {
        Samples s = new Samples();
        s.elementwise();
        s.selection();
        s.products();
        s.shapes();
        s.indexing();
        s.reductions();
        s.rest();
        return s.list;
    }

    private void add(String op, Attributes attributes, Tensor... inputs) {
        list.add(new Sample(op, attributes, List.of(inputs)));
    }

    private Tensor x(long... shape) {
        return Reference.random(TensorType.of(F64, shape), -2, 2, seed++);
    }

    private Tensor positive(long... shape) {
        return Reference.random(TensorType.of(F64, shape), 0.3, 2, seed++);
    }

    private static Tensor booleans(boolean... values) {
        return Tensor.of(TensorType.of(BOOL, values.length), values);
    }

    private static Tensor indices(long... values) {
        return Tensor.of(values, values.length);
    }

    private void elementwise() {
        for (String op : List.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Equal", "Greater", "Less")) {
            add(op, NONE, x(2, 3), x(2, 3));
            add(op, NONE, x(4, 1, 3), x(2, 1));
            add(op, NONE, x(), x(3));
            add(op, NONE, x(0, 3), x(3));
        }
        add("Pow", NONE, positive(2, 3), x(3));
        add("Pow", NONE, positive(3), Tensor.of(new double[] {2, 3, 0}));
        for (String op : List.of("Neg", "Abs", "Sign", "Exp", "Reciprocal", "Erf", "Relu", "Sigmoid", "Tanh", "Softplus",
                "Softsign", "Identity")) {
            add(op, NONE, x(2, 5));
            add(op, NONE, x());
        }
        add("Log", NONE, positive(7));
        add("Sqrt", NONE, positive(7));
        add("LeakyRelu", Attributes.of("alpha", 0.1), x(3, 4));
        add("Clip", Attributes.of("min", -0.7, "max", 0.9), x(3, 4));
        add("Clip", Attributes.of("max", 0.9), x(3, 4));
        add("Cast", Attributes.of("to", DType.I32), x(5));
        add("Cast", Attributes.of("to", F64), indices(4, 5));
        add("Cast", Attributes.of("to", F64), x(4, 5));
    }

    private void selection() {
        add("Where", NONE, booleans(true, false, true), x(2, 3), x(1));
        add("And", NONE, booleans(true, false), booleans(true));
        add("Or", NONE, booleans(true, false), booleans(false));
        add("Not", NONE, booleans(true, false));
    }

    private void products() {
        long[][][] shapes = {
            {{2, 3}, {3, 4}}, {{3}, {3}}, {{3}, {3, 4}}, {{2, 3}, {3}}, {{5, 2, 3}, {3, 4}}, {{2, 3}, {5, 3, 4}},
            {{5, 2, 3}, {5, 3, 4}}, {{5, 2, 3}, {2, 1, 3, 4}}, {{5, 2, 3}, {3}}, {{3}, {5, 3, 4}}, {{1, 2, 3}, {3, 1}},
            {{0, 3}, {3, 2}}, {{2, 0}, {0, 3}}
        };
        for (long[][] s : shapes) {
            add("MatMul", NONE, x(s[0]), x(s[1]));
        }
        for (int i = 0; i < 4; i++) {
            boolean transA = (i & 1) == 1;
            boolean transB = (i & 2) == 2;
            Tensor a = transA ? x(3, 2) : x(2, 3);
            Tensor b = transB ? x(4, 3) : x(3, 4);
            add("Gemm", Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB), a, b);
            Attributes scaled = Attributes.of("alpha", 0.5, "beta", -2.0, "transA", transA, "transB", transB);
            add("Gemm", scaled, a, b, x(4));
            add("Gemm", scaled, a, b, x(2, 1));
            add("Gemm", scaled, a, b, x());
        }
    }

    private void shapes() {
        add("Transpose", Attributes.of("perm", new int[] {1, 0}), x(2, 3));
        add("Transpose", Attributes.of("perm", new int[] {2, 0, 1}), x(2, 3, 4));
        add("Transpose", Attributes.of("perm", new int[] {0, 2, 1, 3}), x(2, 3, 1, 4));
        add("Reshape", Attributes.of("shape", Shape.of(3, 2, 2)), x(2, 6));
        add("Flatten", Attributes.of("axis", 1), x(2, 3, 4));
        add("Flatten", Attributes.of("axis", -1), x(2, 3, 4));
        add("Flatten", Attributes.of("axis", 3), x(2, 3, 4));
        add("Expand", Attributes.of("shape", Shape.of(4, 2, 3)), x(2, 1));
        add("Expand", Attributes.of("shape", Shape.of(1)), x(2, 3));
        add("Squeeze", Attributes.of("axes", new int[] {0, -1}), x(1, 3, 1));
        add("Squeeze", Attributes.of("axes", new int[0]), x(1, 3, 1));
        add("Unsqueeze", Attributes.of("axes", new int[] {-1, 0}), x(3));
        add("Concat", Attributes.of("axis", 1), x(2, 3), x(2, 1), x(2, 2));
        add("Concat", Attributes.of("axis", -2), x(2, 3), x(1, 3));
    }

    private void indexing() {
        slice(new long[] {1}, new long[] {3}, new int[] {0}, new long[] {1}, x(4, 3));
        slice(new long[] {-1, 0}, new long[] {Long.MIN_VALUE + 1, Long.MAX_VALUE}, new int[] {0, -1}, new long[] {-2, 2}, x(5, 3));
        slice(new long[] {2}, new long[] {1}, new int[] {0}, new long[] {1}, x(4, 3));
        add("SliceGrad", Attributes.of("starts", new long[] {3}, "ends", new long[] {0}, "axes", new int[] {1},
                "steps", new long[] {-2}, "shape", Shape.of(2, 5)), x(2, 2));
        add("Gather", Attributes.of("axis", 0), x(4, 3), indices(2, -1, 2));
        add("Gather", Attributes.of("axis", -1), x(2, 3), Tensor.of(new int[] {0, 2, 2, 1}, 2, 2));
        add("Gather", Attributes.of("axis", 1), x(2, 3, 2), Tensor.scalar(1));
        add("GatherGrad", Attributes.of("axis", 0, "shape", Shape.of(4, 2)), x(3, 2), indices(2, -1, 2));
        add("OneHot", Attributes.of("axis", -1, "depth", 3, "dtype", F64), indices(0, 2, -1, 5));
        add("OneHot", Attributes.of("axis", 0, "depth", 3, "dtype", BOOL), Tensor.of(new int[] {0, 2}, 1, 2));
    }

    private void slice(long[] starts, long[] ends, int[] axes, long[] steps, Tensor x) {
        add("Slice", Attributes.of("starts", starts, "ends", ends, "axes", axes, "steps", steps), x);
    }

    private void reductions() {
        for (String op : List.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin")) {
            for (boolean keep : new boolean[] {true, false}) {
                add(op, Attributes.of("axes", new int[] {1}, "keepdims", keep), x(2, 3, 4));
                add(op, Attributes.of("axes", new int[] {-1, 0}, "keepdims", keep), x(2, 3, 4));
                add(op, Attributes.of("axes", new int[0], "keepdims", keep), x(2, 3));
                add(op, Attributes.of("axes", new int[0], "keepdims", keep), x());
            }
        }
        add("ArgMax", Attributes.of("axis", -1, "keepdims", false), x(2, 3));
        add("ArgMax", Attributes.of("axis", 0, "keepdims", true), x(2, 3));
        for (String op : List.of("Softmax", "LogSoftmax")) {
            add(op, Attributes.of("axis", -1), x(2, 3));
            add(op, Attributes.of("axis", 1), x(2, 3, 2));
        }
    }

    private void rest() {
        add("Constant", Attributes.of("value", x(2, 2)));
        Attributes drawn = Attributes.of("identity", "a/b", "dtype", F64, "shape", Shape.of(3, 5));
        Tensor seedOf = Tensor.scalar(7);
        add("RandomUniform", drawn.with("low", -1.0).with("high", 3.0), seedOf, Tensor.scalar(3));
        add("RandomNormal", drawn.with("mean", 1.0).with("scale", 2.0), seedOf, Tensor.scalar(3));
        add("Bernoulli", drawn.with("p", 0.3), seedOf, Tensor.scalar(3));
        add("AllFinite", NONE, x(3), x(2, 2));
        add("AllFinite", NONE, x(3), Tensor.of(new double[] {1, Double.NaN}));
        add("Fused", Attributes.of("body", body()), x(2, 3), x(3));
    }

    private static Graph body() {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        Value x = b.input("x", TensorType.of(F64, 2, 3));
        Value y = b.input("y", TensorType.of(F64, 3));
        Value z = x.mul(y).tanh();
        return b.buildOf(Arrays.asList(z, z.add(x)));
    }
}
