package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Cotangent;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * y = scale (x - μ) / √(σ² + epsilon) + B for each channel, axis 1 (Ioffe, Szegedy: Batch normalization; ICML 2015).
 *
 * <p>Inputs: x of one axis and more, then scale, B, mean and var with an element for each channel. In inference μ and σ²
 * are mean and var, and y is the one output. With the attribute {@code training_mode} they are mean and biased variance
 * of the batch, and behind y come the running figures, {@code mean * momentum + μ * (1 - momentum)} and the same of var,
 * and two residuals: μ and 1 / √(σ² + epsilon).
 */
public final class BatchNormalization {
    private static final int OUTPUTS_OF_ONNX = 3;

    private BatchNormalization() {}

    static final Op OP = Op.define("BatchNormalization", BatchNormalization::type)
            .decomposition(BatchNormalization::decompose)
            .vjp((ops, attributes, in, out, c) -> training(attributes)
                    ? vjpOfTraining(ops, attributes, in, out, c) : vjpOfInference(attributes, in, c.get(0)))
            .onnx(Onnx.floating(7, Onnx.since(BatchNormalization::sinceOpset, BatchNormalization::write)))
            .reading(BatchNormalization::read)
            .traits(Trait.RESIDUALS)
            .build();

    private static double epsilon(Attributes attributes) {
        return attributes.doubleValue("epsilon", 1e-5);
    }

    private static double momentum(Attributes attributes) {
        return attributes.doubleValue("momentum", 0.9);
    }

    private static boolean training(Attributes attributes) {
        return attributes.flag("training_mode", false);
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 5);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        TypeRules.require(x.shape().rank() > 0, "x must have at least one axis, but is " + x);
        List<String> names = List.of("x", "scale", "B", "mean", "var");
        for (int i = 1; i < in.size(); i++) {
            Channels.require(names.get(i), in.get(i), x);
        }
        List<TensorType> out = new ArrayList<>(List.of(x));
        if (training(attributes)) {
            out.addAll(List.of(in.get(3), in.get(4)));
            if (attributes.flag("residuals", true)) {
                out.addAll(List.of(in.get(3), in.get(4)));
            }
        }
        return out;
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        if (!training(attributes)) {
            return List.of(normalized(centred(x, in.get(3)), in, deviation(in.get(4), attributes)));
        }
        Value mean = Channels.mean(x);
        Value centred = centred(x, mean);
        Value variance = Channels.mean(centred.square());
        Value inverse = deviation(variance, attributes);
        double old = momentum(attributes);
        List<Value> out = new ArrayList<>(List.of(normalized(centred, in, inverse),
                in.get(3).mul(old).add(mean.mul(1 - old)), in.get(4).mul(old).add(variance.mul(1 - old))));
        if (attributes.flag("residuals", true)) {
            out.addAll(List.of(mean, inverse));
        }
        return out;
    }

    private static Value centred(Value x, Value mean) {
        return x.sub(Channels.align(mean, x));
    }

    /** The inverse of the standard deviation. */
    private static Value deviation(Value variance, Attributes attributes) {
        return variance.add(epsilon(attributes)).sqrt().reciprocal();
    }

    private static Value normalized(Value centred, List<Value> in, Value inverse) {
        return centred.mul(Channels.align(inverse.mul(in.get(1)), centred)).add(Channels.align(in.get(2), centred));
    }

    private static List<Value> vjpOfInference(Attributes attributes, List<Value> in, Value c) {
        Value x = in.get(0);
        Value inverse = deviation(in.get(4), attributes);
        Value factor = inverse.mul(in.get(1));
        Value sum = Channels.sum(c);
        Value products = Channels.sum(c.mul(centred(x, in.get(3))));
        return List.of(c.mul(Channels.align(factor, x)), inverse.mul(products), sum, factor.mul(sum).neg(),
                factor.mul(inverse.square()).mul(products).mul(-0.5));
    }

    private static List<Value> vjpOfTraining(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        boolean kept = out.size() > OUTPUTS_OF_ONNX;
        Value mean = kept ? out.get(3) : Channels.mean(x);
        Value centred = centred(x, mean);
        Value inverse = kept ? out.get(4) : deviation(Channels.mean(centred.square()), attributes);
        double count = x.shape().size() / (double) Math.max(1, Channels.of(x.shape()).length());
        double old = momentum(attributes);
        List<Value> ofResult = ops.isZero(c.get(0)) ? Arrays.asList(null, null, null)
                : BatchNormalizationGradient.apply(ops, x, in.get(1), mean, inverse, c.get(0));
        Cotangent ofMean = new Cotangent().plus(c.get(1), v -> v.mul(1 - old));
        Cotangent ofVariance = new Cotangent().plus(c.get(2), v -> v.mul(1 - old));
        if (kept) {
            ofMean.plus(c.get(3), v -> v);
            ofVariance.plus(c.get(4), v -> v.mul(inverse.square()).mul(inverse).mul(-0.5));
        }
        Value ofX = new Cotangent()
                .plus(ofResult.get(0), v -> v)
                .plus(ofMean.of(mean), v -> Channels.align(v.div(count), x))
                .plus(ofVariance.of(mean), v -> centred.mul(Channels.align(v.mul(2 / count), x)))
                .of(x);
        return Arrays.asList(ofX, ofResult.get(1), ofResult.get(2),
                new Cotangent().plus(c.get(1), v -> v.mul(old)).of(mean),
                new Cotangent().plus(c.get(2), v -> v.mul(old)).of(mean));
    }

    /** ONNX's training form came with opset 14; it does not give the batch's own figures. */
    private static int sinceOpset(Node node) {
        return !training(node.attributes()) ? 7 : node.outputs().size() > OUTPUTS_OF_ONNX ? Integer.MAX_VALUE : 14;
    }

    private static void write(Node node, OnnxTarget target) {
        Attributes a = Attributes.of("epsilon", epsilon(node.attributes()));
        target.node("BatchNormalization", training(node.attributes())
                ? a.with("momentum", momentum(node.attributes())).with("training_mode", 1) : a);
    }

    /**
     * Before opset 14 a node with more than one output is in training, and before opset 7 one that {@code is_test} does
     * not say to be in inference.
     */
    private static List<Value> read(OnnxNode n) {
        Attributes a = n.attributes();
        TypeRules.require(a.longValue("spatial", 1) == 1, "spatial=0 has no counterpart");
        boolean training = n.opset() >= 14 ? a.longValue("training_mode", 0) != 0
                : n.opset() >= 7 ? n.outputs() > 1 : a.longValue("is_test", 0) == 0;
        List<Value> in = new ArrayList<>(List.of(n.input(0)));
        for (int i = 1; i < 5; i++) {
            in.add(n.input(i).cast(n.input(0).dtype()));
        }
        List<Value> out = n.ops().apply("BatchNormalization", in, Attributes.of("epsilon", a.doubleValue("epsilon", 1e-5),
                "momentum", a.doubleValue("momentum", 0.9), "training_mode", training));
        TypeRules.require(!n.uses(3) && !n.uses(4), "the outputs saved_mean and saved_var have no stated meaning");
        return training ? out.subList(0, OUTPUTS_OF_ONNX) : out;
    }
}
