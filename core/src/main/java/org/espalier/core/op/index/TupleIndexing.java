package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.INDEX;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Ops whose indices are tuples, along the indices' last axis: each names a position on the first axes of the data, and
 * so what lies there on the others. Negative indices count from the end; one out of range is an error when it runs.
 */
public final class TupleIndexing {
    private static final String BATCH = "batch_dims";

    private TupleIndexing() {}

    /**
     * Inputs: data, indices. The first {@code batch_dims} axes of both are the same, and tuples look into the data of
     * their own batch element. What a tuple names takes its place.
     */
    static final Op GATHER_ND = Op.define("GatherND", (in, attributes) -> {
        TypeRules.count(in, 2);
        return List.of(in.get(0).withShape(named(in, attributes.intValue(BATCH))));
    })
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(ops.scatterND(ops.zerosLike(in.get(0)),
                    flat(in.get(1), attributes.intValue(BATCH)), c.get(0), ScatterReduction.ADD.toString()), null))
            .onnx(new BatchedMapping(Onnx.all(11, TupleIndexing::writeGather)))
            .reading(n -> List.of(n.ops().gatherND(n.input(0), n.input(1), batch(n))))
            .build();

    /**
     * Inputs: data, indices, updates of the shape that GatherND would give. The data with each update brought to the
     * place that its tuple names; attribute {@code reduction} and gradients as in ScatterElements.
     */
    static final Op SCATTER_ND = Op.define("ScatterND", (in, attributes) -> {
        TypeRules.count(in, 3);
        Scattering.requireUpdates(in, attributes, named(in, 0));
        return List.of(in.get(0));
    })
            .vjp((ops, attributes, in, out, c) -> {
                List<Value> cotangents = places(in.get(1)).of(
                        ScatterReduction.of(attributes), in.get(0), in.get(2), out.get(0), c.get(0));
                return Arrays.asList(cotangents.get(0), null, cotangents.get(1));
            })
            .onnx(new Scattering.Mapping(11, (node, target) ->
                    target.node("ScatterND", inputs(node, target), target.outputs(), Scattering.attributes(node))))
            .reading(n -> List.of(n.ops().scatterND(n.input(0), n.input(1), n.input(2),
                    n.attributes().string("reduction", ScatterReduction.NONE.toString()))))
            .build();

    private static int batch(OnnxNode n) {
        return Math.toIntExact(n.attributes().longValue(BATCH, 0));
    }

    /** What the tuples name, in their order. */
    private static Shape named(List<TensorType> in, int batch) {
        TensorType data = in.get(0);
        TensorType indices = in.get(1);
        TypeRules.dtype(INDEX, "indices", indices);
        int rank = data.shape().rank();
        int last = indices.shape().rank() - 1;
        TypeRules.require(batch >= 0 && batch <= last && batch < rank, "batch_dims must leave an axis of data " + data
                + " and of indices " + indices + ", but is " + batch);
        TypeRules.require(data.shape().slice(0, batch).equals(indices.shape().slice(0, batch)), "data " + data
                + " and indices " + indices + " must agree in the first " + batch + " axes");
        Dim width = indices.shape().dim(last);
        TypeRules.require(width.isKnown() && width.length() >= 1 && width.length() <= rank - batch,
                "the last axis of indices " + indices + " must have a length from 1 to " + (rank - batch)
                + ", the number of axes of data " + data + (batch == 0 ? "" : " behind the first " + batch));
        return indices.shape().slice(0, last).concat(data.shape().slice(batch + (int) width.length(), rank));
    }

    private static ScatterGradients places(Value indices) {
        return new ScatterGradients(x -> x.ops().gatherND(x, indices, 0), (data, updates, reduction) ->
                data.ops().scatterND(data, indices, updates, reduction.toString()));
    }

    /** Tuples that name positions on the batch axes too. */
    private static Value flat(Value indices, int batch) {
        if (batch == 0) {
            return indices;
        }
        int last = indices.rank() - 1;
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            long[] along = new long[indices.rank()];
            Arrays.fill(along, 1);
            along[i] = indices.dim(i).length();
            Value positions = indices.ops().range(indices.dtype(), 0, along[i], 1).reshape(Shape.of(along));
            parts.add(positions.expand(indices.shape().with(last, Dim.of(1))));
        }
        parts.add(indices);
        return indices.ops().concat(last, parts);
    }

    private static void writeGather(Node node, OnnxTarget target) {
        long batch = node.attributes().longValue(BATCH);
        target.node("GatherND", inputs(node, target), target.outputs(),
                batch == 0 ? Attributes.none() : Attributes.of(BATCH, batch));
    }

    /** The inputs with indices in i64, the only dtype that ONNX takes. */
    private static List<String> inputs(Node node, OnnxTarget target) {
        List<String> inputs = new ArrayList<>(target.inputs());
        if (node.input(1).type().dtype() != DType.I64) {
            String wide = target.intermediate("indices");
            target.node("Cast", List.of(inputs.get(1)), List.of(wide), Attributes.of("to", DType.I64));
            inputs.set(1, wide);
        }
        return inputs;
    }

    /** Batch axes can be told from opset 12 on. */
    private record BatchedMapping(OnnxMapping mapping) implements OnnxMapping {
        @Override
        public int sinceOpset() {
            return mapping.sinceOpset();
        }

        @Override
        public int sinceOpset(Node node) {
            return Math.max(node.attributes().longValue(BATCH) == 0 ? 1 : 12, mapping.sinceOpset(node));
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            mapping.write(node, target);
        }
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(GATHER_ND, SCATTER_ND);
    }
}
