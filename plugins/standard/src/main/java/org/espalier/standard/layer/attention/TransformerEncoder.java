package org.espalier.standard.layer.attention;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.internal.Check;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Sequential;

/**
 * A block of a transformer's encoder: self-attention and then two dense layers at each position, each with a way around it
 * and a normalisation, {@code [batch, time, width] -> [batch, time, width]} (Vaswani et al.: Attention is all you need;
 * NeurIPS 2017). A second input, bool {@code [batch, time]}, is a padding mask, true where there is something to look at.
 * With causal it is the block of a decoder-only language model.
 *
 * <p>Its parts are {@code attention} (a {@link MultiHeadAttention}), {@code feed_forward} (dense layers {@code 0} and
 * {@code 1}), and the normalisations {@code norm1} and {@code norm2}.
 *
 * @param heads the number of heads of the attention
 * @param feedForward the units of the first dense layer
 * @param activation of the first dense layer; ReLU by default
 * @param dropout the probability to drop an element of what attention and dense layers yield, before it is added; 0 by
 *     default, 0.1 in the paper
 * @param order where the normalisations stand; behind the sum by default, as in the paper
 * @param causal whether position i looks at no position behind i; false by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record TransformerEncoder(int heads, int feedForward, Activation activation, double dropout, Order order,
        boolean causal) implements Layer {
    /** Where the normalisations stand. */
    public enum Order {
        /** As published: y = norm(x + f(x)). */
        POST_NORM,
        /**
         * y = x + f(norm(x)): trains without warm-up (Xiong et al.: On layer normalization in the transformer architecture;
         * ICML 2020). The last block of a stack wants a {@link LayerNormalization} behind it.
         */
        PRE_NORM
    }

    public TransformerEncoder {
        Check.positive("TransformerEncoder", "heads", heads);
        Check.positive("TransformerEncoder", "feedForward", feedForward);
        Check.present("TransformerEncoder", "activation", activation);
        Check.fraction("TransformerEncoder", "dropout", dropout);
        Check.present("TransformerEncoder", "order", order);
    }

    /** As published, without dropout. */
    public static TransformerEncoder of(int heads, int feedForward) {
        return new TransformerEncoder(heads, feedForward, Relu.INSTANCE, 0, Order.POST_NORM, false);
    }

    /** With another activation. */
    public TransformerEncoder withActivation(Activation other) {
        return new TransformerEncoder(heads, feedForward, other, dropout, order, causal);
    }

    /** With dropout of this rate. */
    public TransformerEncoder withDropout(double rate) {
        return new TransformerEncoder(heads, feedForward, activation, rate, order, causal);
    }

    /** With normalisations elsewhere. */
    public TransformerEncoder withOrder(Order other) {
        return new TransformerEncoder(heads, feedForward, activation, dropout, other, causal);
    }

    /** Looking backwards only, or everywhere. */
    public TransformerEncoder withCausal(boolean backwards) {
        return new TransformerEncoder(heads, feedForward, activation, dropout, order, backwards);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        Value x = inputs.get(0);
        if (x.rank() != 3 || !x.dim(2).isKnown() || inputs.size() > 2) {
            throw new IllegalArgumentException("[TransformerEncoder] the input must be [batch, time, width] with a known"
                    + " width, and at most a mask of bool behind it, but is "
                    + inputs.stream().map(v -> v.type().toString()).toList());
        }
        Layer dense = Sequential.of(Dense.of(feedForward, activation), Dense.of(Math.toIntExact(x.shape().length(2))));
        Value h = around(scope, "attention", MultiHeadAttention.of(heads).withCausal(causal), 1, inputs);
        return List.of(around(scope, "feed_forward", dense, 2, List.of(h)));
    }

    /** A part with a way around it; further inputs pass the normalisation by. */
    private Value around(Scope scope, String name, Layer part, int number, List<Value> inputs) {
        Value x = inputs.get(0);
        boolean pre = order == Order.PRE_NORM;
        List<Value> given = new ArrayList<>(inputs);
        if (pre) {
            given.set(0, scope.call("norm" + number, LayerNormalization.DEFAULT, x));
        }
        Value y = scope.call(name, part, given).get(0);
        Value sum = x.add(scope.call("dropout" + number, Dropout.of(dropout), y));
        return pre ? sum : scope.call("norm" + number, LayerNormalization.DEFAULT, sum);
    }
}
