package org.espalier.reference.onnx;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.op.Ops;
import org.espalier.standard.Layers;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.Softmax;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Residual;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * A network whose file other engines are asked about.
 *
 * @param name what is special about it
 * @param since the first opset in which it can be written
 * @param network the network
 */
record Sample(String name, int since, Network network) {
    private static final Input X = Input.f32(6);

    @Override
    public String toString() {
        return name;
    }

    private static Sample of(String name, int since, UnaryLayer body) {
        return new Sample(name, since, Network.of(X, body));
    }

    private static Sample of(String name, int since, List<Input> inputs, Layer body, String... outputs) {
        return new Sample(name, since, new Network(inputs, body, List.of(outputs)));
    }

    static Stream<Sample> all() {
        return Stream.of(
                new Sample("perceptron", 7, Network.of(X, Layers.sequential(
                        Layers.dense(8, Relu.INSTANCE), Dropout.of(0.5), Layers.dense(3), Softmax.DEFAULT))),
                new Sample("residual blocks and normalisation", 7, Network.of(X, Layers.sequential(
                        BatchNormalization.DEFAULT, Residual.of(Layers.dense(6, Relu.INSTANCE)), LayerNormalization.DEFAULT))),
                of("arithmetic", 7, (s, x) -> x.add(1).sub(0.5).mul(2).div(3).neg().abs().pow(2).add(0.1).sqrt().reciprocal()),
                of("extremes", 8, (s, x) -> x.max(0.1).min(0.7).add(x.clip(-0.5, 0.5))),
                of("functions", 9, (s, x) -> x.exp().add(1).log().add(x.erf()).add(x.sign()).add(x.sigmoid()).add(x.tanh())),
                of("activations", 7, (s, x) -> x.relu().add(x.softplus()).add(x.ops().softsign(x)).add(x.ops().leakyRelu(x, 0.1))),
                of("softmax before the last axis", 7, (s, x) -> {
                    Value m = x.reshape(Shape.of(x.dim(0), Dim.of(2), Dim.of(3)));
                    return m.softmax(1).add(m.logSoftmax(-1)).add(m.softmax(0));
                }),
                of("shapes", 7, Sample::shapes),
                of("picking", 7, Sample::picking),
                of("steps backwards", 10, (s, x) -> x.ops().slice(x,
                        new long[] {-1, 4}, new long[] {Integer.MIN_VALUE, 0}, new int[] {0, 1}, new long[] {-1, -2})),
                of("reductions", 7, Sample::reductions),
                of("products", 7, Sample::products),
                of("computed shapes", 10, Sample::computedShapes),
                of("logic", 11, List.of(X), Sample::logic, "numbers", "truth"),
                of("indices", 9, List.of(X, new Input("i64", I64, Shape.of(2)), new Input("i32", I32, Shape.scalar())),
                        Sample::indices, "table", "hot", "best"),
                of("double precision", 7, List.of(new Input("x", F32, Shape.of(3))), (s, in) ->
                        List.of(in.get(0).cast(F64).mul(1e-3).tanh().relu().softmax(1)), "y"),
                of("every dtype", 7, dtypes(), (s, in) ->
                        in.stream().map(x -> x.ops().concat(1, List.of(x, x))).toList(),
                        dtypes().stream().map(i -> "twice_" + i.dtype()).toArray(String[]::new)),
                of("casts", 7, List.of(X), (s, in) -> casts(in.get(0)), "a", "b", "c", "d"),
                of("outputs that are inputs, constants and the same", 7, List.of(X), (s, in) -> {
                    Value y = in.get(0).neg();
                    return List.of(in.get(0), y, y, in.get(0).constant(4), s.ops().constant(Tensor.of(new long[] {1, 2})));
                }, "copy", "y", "same", "four", "vector"),
                new Sample("a length with a name", 8, Network.of(
                        new Input("x", F32, Shape.of(Dim.of("time"), Dim.of(2))), (UnaryLayer) Sample::sequence)));
    }

    private static List<Input> dtypes() {
        return Stream.of(DType.values()).map(d -> new Input("in_" + d, d, Shape.of(2)))
                // Floating inputs take the dtype of the run.
                .filter(i -> i.dtype() != F64)
                .toList();
    }

    private static Value shapes(Scope s, Value x) {
        Ops ops = x.ops();
        Value m = x.reshape(Shape.of(x.dim(0), Dim.of(2), Dim.of(3))).transpose(0, 2, 1);
        Value flat = ops.flatten(m, 1);
        Value rows = ops.flatten(m, 2);
        Value back = rows.reshape(Shape.of(x.dim(0), Dim.of(6)));
        Value long1 = back.unsqueeze(0, 3).squeeze(0).squeeze(-1);
        return ops.concat(1, List.of(flat, back, long1));
    }

    private static Value picking(Scope s, Value x) {
        Ops ops = x.ops();
        Value inner = ops.slice(x, new long[] {1}, new long[] {-1}, new int[] {1}, new long[] {1});
        Value picked = ops.gather(x, ops.constant(Tensor.of(new long[] {5, 0, -1})), 1);
        return ops.concat(-1, List.of(inner, picked));
    }

    private static Value reductions(Scope s, Value x) {
        Ops ops = x.ops();
        Value m = x.reshape(Shape.of(x.dim(0), Dim.of(2), Dim.of(3)));
        List<Value> columns = new ArrayList<>(List.of(
                m.sum(false, 1, 2).unsqueeze(1), m.mean(false, -1), ops.reduceMax(m, false, 1), ops.reduceMin(m, true, 2).squeeze(2)));
        return ops.concat(1, columns).sub(m.mean(true).reshape(Shape.of(1, 1)));
    }

    private static Value products(Scope s, Value x) {
        Ops ops = x.ops();
        Value w = ops.constant(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 6));
        Value c = ops.constant(Tensor.of(new float[] {1, 2}));
        Value y = ops.gemm(x, w, c, false, true).add(ops.gemm(x, w, false, true));
        Value batched = x.reshape(Shape.of(x.dim(0), Dim.of(2), Dim.of(3)));
        return y.add(batched.matmul(batched.transpose(0, 2, 1)).sum(false, 2)).add(x.matmul(w.transpose()));
    }

    /** Shapes that no operator can infer: constants spread over a batch, and lengths that are sums and quotients. */
    private static Value computedShapes(Scope s, Value x) {
        Ops ops = x.ops();
        Dim batch = x.dim(0);
        Value ones = ops.full(F32, Shape.of(batch.plus(3).floorDiv(2), Dim.of(6)), 1);
        Value fewer = ops.full(F32, Shape.of(batch.plus(-8).floorDiv(3).plus(9), Dim.of(6)), 2);
        Value twice = ops.full(F32, Shape.of(batch.times(2), Dim.of(6)), 3);
        return ops.concat(0, List.of(x, ones, fewer, twice, ops.full(F32, x.shape(), 4).mul(x)));
    }

    private static List<Value> logic(Scope s, List<Value> in) {
        Value x = in.get(0);
        Value truth = x.greater(0.2).and(x.less(0.9)).or(x.equal(x.constant(0.5)).not().not());
        return List.of(x.ops().where(truth, x, x.neg()), truth);
    }

    private static List<Value> indices(Scope s, List<Value> in) {
        Ops ops = in.get(0).ops();
        Value table = ops.gather(ops.constant(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)), in.get(1), 0);
        Value hot = ops.oneHot(in.get(2), 3, F32).add(ops.oneHot(in.get(2), 3, I32).cast(F32));
        return List.of(table, hot, ops.argMax(in.get(0), 1, true));
    }

    private static List<Value> casts(Value x) {
        return List.of(x.mul(3).cast(I64).cast(F32), x.mul(3).cast(I32), x.cast(BOOL).cast(F32), x.abs().mul(9).cast(U8));
    }

    /** Sums over a sequence, weighted by its length, and made even by a row of zeros for each two steps. */
    private static Value sequence(Scope s, Value x) {
        Ops ops = x.ops();
        Dim half = x.dim(1).plus(1).floorDiv(2);
        Value padding = ops.full(F32, Shape.of(x.dim(0), half, Dim.of(2)), 0.5);
        Value longer = ops.concat(1, List.of(x, padding));
        return longer.reshape(Shape.of(x.dim(0).times(x.dim(1).plus(half)), Dim.of(2)));
    }
}
