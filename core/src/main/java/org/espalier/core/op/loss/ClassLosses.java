package org.espalier.core.op.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.core.op.rule.Cotangent;
import org.espalier.core.op.rule.Onnx;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * The negative logarithm of the probability of a label's class, from the logarithms themselves or from raw scores.
 *
 * <p>Inputs: [batch, classes, ...], labels (i32 or i64) [batch, ...] and, if wanted, a weight for each class. Attribute
 * {@code reduction}: {@code none} for a loss an element, {@code sum}, or {@code mean}, the default, which is the sum over
 * the sum of the labels' weights. A label equal to the attribute {@code ignore_index}, where there is one, or outside the
 * classes (which ONNX leaves open) counts nothing: its loss and weight are 0. A mean over nothing is NaN, as in ONNX.
 * Labels have no gradient.
 */
public final class ClassLosses {
    private ClassLosses() {}

    static final Op NEGATIVE_LOG_LIKELIHOOD = Op.define("NegativeLogLikelihoodLoss",
                    (in, attributes) -> List.of(Labels.type("input", in, attributes)))
            .decomposition((ops, in, attributes) -> List.of(
                    Labels.of(in.get(0), in, attributes).loss(in.get(0), Labels.Reduction.of(attributes))))
            .vjp((ops, attributes, in, out, c) -> {
                Labels labels = Labels.of(in.get(0), in, attributes);
                Labels.Reduction reduction = Labels.Reduction.of(attributes);
                Value share = labels.share(c.get(0), reduction).unsqueeze(1);
                return withWeights(in, labels.hot().mul(share).neg(),
                        () -> labels.ofWeights(in.get(0), out.get(0), c.get(0), reduction));
            })
            .onnx(mapping("NegativeLogLikelihoodLoss"))
            .reading(reading())
            .build();

    /**
     * From raw scores. Behind the loss comes a residual that ONNX also has: the logarithm of the softmax of the scores.
     */
    static final Op SOFTMAX_CROSS_ENTROPY = Op.define("SoftmaxCrossEntropyLoss", (in, attributes) -> {
        TensorType loss = Labels.type("scores", in, attributes);
        return attributes.flag("residuals", true) ? List.of(loss, in.get(0)) : List.of(loss);
    })
            .decomposition((ops, in, attributes) -> {
                Value logs = in.get(0).logSoftmax(1);
                Value loss = Labels.of(logs, in, attributes).loss(logs, Labels.Reduction.of(attributes));
                return attributes.flag("residuals", true) ? List.of(loss, logs) : List.of(loss);
            })
            .vjp(ClassLosses::vjpOfScores)
            .onnx(mapping("SoftmaxCrossEntropyLoss"))
            .reading(reading())
            .traits(Trait.RESIDUALS)
            .build();

    /** Of scores and weights, from the cotangents of the loss and of the residual. */
    private static List<Value> vjpOfScores(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value logs = out.size() > 1 ? out.get(1) : in.get(0).logSoftmax(1);
        Cotangent ofScores = new Cotangent().plus(c.get(0), cl -> ClassLossGradient.apply(ops, attributes, in, logs, cl));
        if (out.size() > 1) {
            ofScores.plus(c.get(1), v -> v.sub(logs.exp().mul(v.sum(true, 1))));
        }
        return withWeights(in, ofScores.of(logs), () -> new Cotangent()
                .plus(c.get(0), cl -> Labels.of(logs, in, attributes)
                        .ofWeights(logs, out.get(0), cl, Labels.Reduction.of(attributes)))
                .of(in.get(2)));
    }

    private static List<Value> withWeights(List<Value> in, Value ofScores, Supplier<Value> ofWeights) {
        List<Value> all = new ArrayList<>(Arrays.asList(ofScores, null));
        if (in.size() > 2) {
            all.add(ofWeights.get());
        }
        return all;
    }

    private static OnnxMapping mapping(String opType) {
        return Onnx.floating(12, (node, target) -> {
            Attributes a = Attributes.of("reduction", node.attributes().string("reduction", "mean"));
            target.node(opType, node.attributes().has("ignore_index")
                    ? a.with("ignore_index", node.attributes().longValue("ignore_index")) : a);
        });
    }

    private static OnnxReading reading() {
        return n -> n.ops().apply(n.opType(), inputs(n), n.attributes().only(List.of("ignore_index", "reduction")));
    }

    private static List<Value> inputs(OnnxNode n) {
        List<Value> in = new ArrayList<>(List.of(n.input(0), n.input(1)));
        if (n.has(2)) {
            in.add(n.input(2));
        }
        return in;
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(NEGATIVE_LOG_LIKELIHOOD, SOFTMAX_CROSS_ENTROPY, ClassLossGradient.OP);
    }
}
