package org.espalier.standard.layer.attention;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * Multi-head attention: heads of softmax(q kᵀ / √d) v side by side, and a linear layer on what they yield (Vaswani et al.:
 * Attention is all you need; NeurIPS 2017). Takes
 * <ul>
 * <li>{@code x [batch, time, features]} for attention of a sequence to itself;
 * <li>{@code x} and {@code memory [batch, other time, other features]} for attention of one sequence to another;
 * <li>behind either, if wanted, a padding mask, bool {@code [batch, time of what is looked at]}, true where there is
 * something to look at.
 * </ul>
 * Yields {@code [batch, time, features]}. Its parts are {@code query_key_value}, or {@code query} and {@code key_value} for
 * two sequences, each with {@code weight} and {@code bias}, and {@code output}; biases are 0 at first.
 *
 * @param heads the number of heads
 * @param width of queries, keys and values of all heads together, a multiple of the heads; 0 (by default) for as many as x
 *     has features
 * @param causal whether position i looks at no position behind i; false by default
 * @param bias whether the linear layers have biases; true by default
 * @param kernel draws the weights; Glorot uniform by default, for each projection by itself
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MultiHeadAttention(int heads, int width, boolean causal, boolean bias, Initializer kernel) implements Layer {
    public MultiHeadAttention {
        Check.positive("MultiHeadAttention", "heads", heads);
        Check.notNegative("MultiHeadAttention", "width", width);
        Check.require(width % heads == 0, "MultiHeadAttention", "width", "a multiple of the " + heads + " heads", width);
        Check.present("MultiHeadAttention", "kernel", kernel);
    }

    /** So many heads, together as wide as the input. */
    public static MultiHeadAttention of(int heads) {
        return new MultiHeadAttention(heads, 0, false, true, GlorotUniform.INSTANCE);
    }

    /** With another width of all heads together; 0 for the input's. */
    public MultiHeadAttention withWidth(int other) {
        return new MultiHeadAttention(heads, other, causal, bias, kernel);
    }

    /** Looking backwards only, or everywhere. */
    public MultiHeadAttention withCausal(boolean backwards) {
        return new MultiHeadAttention(heads, width, backwards, bias, kernel);
    }

    /** With or without biases. */
    public MultiHeadAttention withBias(boolean present) {
        return new MultiHeadAttention(heads, width, causal, present, kernel);
    }

    /** With an initializer of the weights. */
    public MultiHeadAttention withKernel(Initializer other) {
        return new MultiHeadAttention(heads, width, causal, bias, other);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        boolean masked = inputs.size() > 1 && inputs.get(inputs.size() - 1).dtype() == DType.BOOL;
        List<Value> sequences = masked ? inputs.subList(0, inputs.size() - 1) : inputs;
        requireSequences(inputs, sequences);
        Value x = sequences.get(0);
        Value memory = sequences.get(sequences.size() - 1);
        int features = Math.toIntExact(x.shape().length(2));
        int all = width == 0 ? features : width;
        if (all % heads != 0) {
            throw new IllegalArgumentException("[MultiHeadAttention] the " + heads + " heads must divide the features of "
                    + x.type() + "; give it a width that they divide");
        }
        Value mask = masked ? mask(inputs, memory) : null;
        Value y = sequences.size() == 1
                ? toItself(scope, scope.call("query_key_value", new Projection(3, all, bias, kernel), x), mask)
                : toOther(scope, x, memory, mask, all);
        return List.of(scope.call("output", new Projection(1, features, bias, kernel), y));
    }

    private static void requireSequences(List<Value> inputs, List<Value> sequences) {
        boolean fit = sequences.size() == 1 || sequences.size() == 2;
        for (Value s : sequences) {
            fit &= s.rank() == 3 && s.dim(2).isKnown() && s.dtype().isFloating();
        }
        if (!fit) {
            throw new IllegalArgumentException("[MultiHeadAttention] the input must be one or two sequences [batch, time,"
                    + " features] with a known number of features, and at most a mask of bool behind them, but is "
                    + inputs.stream().map(v -> v.type().toString()).toList());
        }
    }

    private Value toItself(Scope scope, Value qkv, Value mask) {
        return mask == null ? scope.ops().selfAttention(qkv, heads, causal)
                : scope.ops().selfAttention(qkv, mask, heads, causal);
    }

    private Value toOther(Scope scope, Value x, Value memory, Value mask, int all) {
        Value q = projected(scope, "query", x, 1, all).get(0);
        List<Value> kv = projected(scope, "key_value", memory, 2, all);
        Value y = mask == null ? scope.ops().attention(q, kv.get(0), kv.get(1), causal)
                : scope.ops().attention(q, kv.get(0), kv.get(1), mask, causal);
        return y.transpose(0, 2, 1, 3).reshape(Shape.of(x.dim(0), x.dim(1), Dim.of(all)));
    }

    /** Some of queries, keys and values, each [batch, heads, time, width / heads], from one product. */
    private List<Value> projected(Scope scope, String name, Value x, int parts, int all) {
        Value y = scope.call(name, new Projection(parts, all, bias, kernel), x);
        Shape heads = Shape.of(x.dim(0), x.dim(1), Dim.of(this.heads), Dim.of(all / this.heads));
        if (parts == 1) {
            return List.of(y.reshape(heads).transpose(0, 2, 1, 3));
        }
        // Turned around all at once, so that each part is one piece of memory.
        Value apart = y.reshape(heads.insert(2, Dim.of(parts))).transpose(2, 0, 3, 1, 4);
        return scope.ops().split(apart, 0, parts).stream().map(p -> p.squeeze(0)).toList();
    }

    /** [batch, keys] as [batch, 1, 1, keys], for all heads and queries. */
    private static Value mask(List<Value> inputs, Value memory) {
        Value mask = inputs.get(inputs.size() - 1);
        if (!mask.shape().equals(memory.shape().slice(0, 2))) {
            throw new IllegalArgumentException("[MultiHeadAttention] the mask must be bool" + memory.shape().slice(0, 2)
                    + ", as what is looked at, " + memory.type() + ", has batch and time, but is " + mask.type());
        }
        return mask.unsqueeze(1, 2);
    }
}
