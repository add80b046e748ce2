package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.INDEX;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Ops with one index an element: it replaces the element's own position on the attribute {@code axis}. Negative indices
 * count from the end; one out of range is an error when it runs.
 */
public final class ElementIndexing {
    private ElementIndexing() {}

    /** Inputs: data, indices. The result has the shape of the indices. */
    static final Op GATHER_ELEMENTS = Op.define("GatherElements", (in, attributes) -> {
        TypeRules.count(in, 2);
        placed(in.get(0), in.get(1), attributes);
        return List.of(in.get(0).withShape(in.get(1).shape()));
    })
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(
                    places(in.get(1), attributes).scatter().of(ops.zerosLike(in.get(0)), c.get(0), ScatterReduction.ADD), null))
            .onnx(Onnx.all(11, (node, target) -> target.node("GatherElements", Attributes.of("axis", Onnx.axis(node)))))
            .reading(n -> List.of(n.ops().gatherElements(n.input(0), n.input(1), axis(n))))
            .build();

    /**
     * Inputs: data, indices, updates of the indices' shape. The data with each update brought to its place, where the
     * attribute {@code reduction} says what becomes of it: {@code none}, {@code add}, {@code mul}, {@code max},
     * {@code min}. See {@link ScatterReduction}; for the gradients {@link ScatterGradients}.
     */
    static final Op SCATTER_ELEMENTS = Op.define("ScatterElements", (in, attributes) -> {
        TypeRules.count(in, 3);
        placed(in.get(0), in.get(1), attributes);
        Scattering.requireUpdates(in, attributes, in.get(1).shape());
        return List.of(in.get(0));
    })
            .vjp((ops, attributes, in, out, c) -> {
                List<Value> cotangents = places(in.get(1), attributes).of(
                        ScatterReduction.of(attributes), in.get(0), in.get(2), out.get(0), c.get(0));
                return Arrays.asList(cotangents.get(0), null, cotangents.get(1));
            })
            .onnx(new Scattering.Mapping(9, ElementIndexing::writeScatter))
            .reading(ElementIndexing::readScatter)
            .reading("Scatter", ElementIndexing::readScatter)
            .build();

    private static int axis(OnnxNode n) {
        return Math.toIntExact(n.attributes().longValue("axis", 0));
    }

    private static List<Value> readScatter(OnnxNode n) {
        return List.of(n.ops().scatterElements(n.input(0), n.input(1), n.input(2), axis(n),
                n.attributes().string("reduction", ScatterReduction.NONE.toString())));
    }

    /** Before opset 11 it was named Scatter. */
    private static void writeScatter(Node node, OnnxTarget target) {
        target.node(target.opset() < 11 ? "Scatter" : "ScatterElements",
                Scattering.attributes(node).with("axis", Onnx.axis(node)));
    }

    private static ScatterGradients places(Value indices, Attributes attributes) {
        int axis = attributes.intValue("axis");
        return new ScatterGradients(x -> x.ops().gatherElements(x, indices, axis), (data, updates, reduction) ->
                data.ops().scatterElements(data, indices, updates, axis, reduction.toString()));
    }

    /** Requires that every index has an element whose position it replaces. */
    private static void placed(TensorType data, TensorType indices, Attributes attributes) {
        TypeRules.dtype(INDEX, "indices", indices);
        Shape d = data.shape();
        Shape at = indices.shape();
        TypeRules.require(d.rank() == at.rank(), "data " + data + " and indices " + indices
                + " must have the same number of axes (" + d.rank() + " ≠ " + at.rank() + ")");
        int axis = d.axis(attributes.intValue("axis"));
        for (int i = 0; i < d.rank(); i++) {
            TypeRules.require(i == axis || within(at.dim(i), d.dim(i)), "indices " + indices + " must lie within data " + data
                    + " in every axis but " + axis + " (" + at.dim(i) + " against " + d.dim(i) + " in axis " + i + ")");
        }
    }

    private static boolean within(Dim part, Dim whole) {
        return part.equals(whole) || part.isKnown() && whole.isKnown() && part.length() < whole.length();
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(GATHER_ELEMENTS, SCATTER_ELEMENTS);
    }
}
