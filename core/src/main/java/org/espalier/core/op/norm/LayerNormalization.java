package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Cotangent;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * y = scale (x - μ) / √(σ² + epsilon) + B, with mean and biased variance over the attribute {@code axis} and all axes
 * after it (Ba, Kiros, Hinton: Layer normalization; 2016).
 *
 * <p>Inputs: x, scale and, if wanted, B, both of which broadcast to x. Behind y come two residuals in x's dtype, which
 * ONNX also has: μ and 1 / √(σ² + epsilon), with axes of length 1.
 */
public final class LayerNormalization {
    private LayerNormalization() {}

    static final Op OP = Op.define("LayerNormalization", LayerNormalization::type)
            .decomposition(LayerNormalization::decompose)
            .vjp(LayerNormalization::vjp)
            .onnx(Onnx.floating(17, Onnx.since(LayerNormalization::sinceOpset, (node, target) ->
                    target.node("LayerNormalization", Attributes.of("axis",
                            LastAxes.of(node.input(0).type().shape(), node.attributes()).first(),
                            "epsilon", epsilon(node.attributes()))))))
            .reading(LayerNormalization::read)
            .traits(Trait.RESIDUALS)
            .build();

    private static double epsilon(Attributes attributes) {
        return attributes.doubleValue("epsilon", 1e-5);
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2, 3);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        LastAxes.require("scale", in.get(1), x);
        if (in.size() > 2) {
            LastAxes.require("B", in.get(2), x);
        }
        TensorType part = x.withShape(last.parts(x.shape()));
        return attributes.flag("residuals", true) ? List.of(x, part, part) : List.of(x);
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        Value mean = last.mean(x);
        Value centred = x.sub(mean);
        Value inverse = deviation(centred, last, attributes);
        Value scaled = centred.mul(inverse).mul(in.get(1));
        List<Value> out = new ArrayList<>(List.of(in.size() > 2 ? scaled.add(in.get(2)) : scaled));
        if (attributes.flag("residuals", true)) {
            out.addAll(List.of(mean, inverse));
        }
        return out;
    }

    private static Value deviation(Value centred, LastAxes last, Attributes attributes) {
        return last.mean(centred.square()).add(epsilon(attributes)).sqrt().reciprocal();
    }

    private static List<Value> vjp(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        boolean kept = out.size() > 1;
        Value mean = kept ? out.get(1) : last.mean(x);
        Value centred = x.sub(mean);
        Value inverse = kept ? out.get(2) : deviation(centred, last, attributes);
        double count = last.count(x.shape());
        List<Value> ofResult = ops.isZero(c.get(0)) ? Arrays.asList(null, null, null)
                : LayerNormalizationGradient.apply(ops, attributes, x, in.get(1), mean, inverse, c.get(0));
        Cotangent ofX = new Cotangent().plus(ofResult.get(0), v -> v);
        if (kept) {
            ofX.plus(c.get(1), v -> v.div(count));
            ofX.plus(c.get(2), v -> centred.mul(v.mul(inverse.square()).mul(inverse).mul(-1 / count)));
        }
        List<Value> all = new ArrayList<>(Arrays.asList(ofX.of(x), ofResult.get(1)));
        if (in.size() > 2) {
            boolean alike = in.get(2).type().equals(in.get(1).type());
            all.add(alike ? ofResult.get(2) : new Cotangent().plus(c.get(0), v -> v).of(x));
        }
        return all;
    }

    /**
     * ONNX says more than runtimes do: not all of them broadcast scale and B, and μ and the deviation are f32 there
     * whatever x is. Where that matters the decomposition is written.
     */
    private static int sinceOpset(Node node) {
        TensorType x = node.input(0).type();
        int first = LastAxes.of(x.shape(), node.attributes()).first();
        Shape whole = x.shape().slice(first, x.shape().rank());
        boolean simple = node.inputTypes().stream().skip(1).allMatch(t -> t.shape().equals(whole));
        return simple && (x.dtype() == DType.F32 || node.outputs().size() == 1) ? 17 : Integer.MAX_VALUE;
    }

    private static List<Value> read(OnnxNode n) {
        TypeRules.require(n.attributes().longValue("stash_type", 1) == 1, "stash_type must be 1 (f32), but is "
                + n.attributes().longValue("stash_type", 1));
        List<Value> in = new ArrayList<>(List.of(n.input(0), n.input(1)));
        if (n.has(2)) {
            in.add(n.input(2));
        }
        List<Value> out = n.ops().apply("LayerNormalization", in, Attributes.of("axis",
                n.attributes().longValue("axis", -1), "epsilon", epsilon(n.attributes())));
        return List.of(out.get(0), out.get(1).cast(DType.F32), out.get(2).cast(DType.F32));
    }
}
