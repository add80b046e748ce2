package org.espalier.core.op.loss;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.TensorType;

/**
 * The cotangent of the scores of a {@code SoftmaxCrossEntropyLoss} from that of its loss: the probabilities less 1 at the
 * label's class, times what the label counts. It is an op so that a backend can work it out in one pass.
 *
 * <p>Inputs: the logarithms of the probabilities (the residual of the loss), the labels, the cotangent of the loss and the
 * weights of the classes, where there are any; attributes as of the loss.
 */
final class ClassLossGradient {
    private static final String ID = "SoftmaxCrossEntropyLossGrad";

    private ClassLossGradient() {}

    static final Op OP = Op.define(ID, ClassLossGradient::type).decomposition(ClassLossGradient::decompose).build();

    /** Applies the op. */
    static Value apply(Ops ops, Attributes attributes, List<Value> inputsOfLoss, Value logs, Value ofLoss) {
        List<Value> in = new ArrayList<>(inputsOfLoss);
        in.set(0, logs);
        in.add(2, ofLoss);
        return ops.apply(ID, in, attributes.only(List.of("reduction", "ignore_index"))).get(0);
    }

    /** Without the cotangent: the inputs of a loss of logarithms. */
    private static <T> List<T> ofLoss(List<T> in) {
        List<T> forward = new ArrayList<>(in);
        forward.remove(2);
        return forward;
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 3, 4);
        TensorType loss = Labels.type("log-probabilities", ofLoss(in), attributes);
        TypeRules.require(in.get(2).equals(loss),
                "the cotangent of the loss must be " + loss + ", but is " + in.get(2));
        return List.of(in.get(0));
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value logs = in.get(0);
        Labels labels = Labels.of(logs, ofLoss(in), attributes);
        Value share = labels.share(in.get(2), Labels.Reduction.of(attributes)).unsqueeze(1);
        return List.of(logs.exp().sub(labels.hot()).mul(share));
    }
}
