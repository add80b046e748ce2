package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.Philox;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Kernels that draw from the counter-based stream, exactly as {@link Philox} says. */
abstract class Randomness implements Kernel {
    /** The four words of a block. */
    private static final List<TensorType> WORDS = List.of(TensorType.of(DType.I32, 4));
    private final int identity;
    private final int wordsPerElement;

    private Randomness(Node node, int wordsPerElement) {
        this.identity = Philox.identity(node.attributes().string("identity"));
        this.wordsPerElement = wordsPerElement;
    }

    static Kernel uniform(Node node) {
        double low = node.attributes().doubleValue("low");
        double size = node.attributes().doubleValue("high") - low;
        return new Randomness(node, 1) {
            @Override
            double number(int[] words, int at) {
                return low + size * Philox.uniform(words[at]);
            }
        };
    }

    static Kernel normal(Node node) {
        Attributes a = node.attributes();
        double mean = a.doubleValue("mean");
        double scale = a.doubleValue("scale");
        return new Randomness(node, 2) {
            @Override
            double number(int[] words, int at) {
                return mean + scale * Philox.normal(words[at], words[at + 1]);
            }
        };
    }

    static Kernel bernoulli(Node node) {
        double p = node.attributes().doubleValue("p");
        return new Randomness(node, 1) {
            @Override
            double number(int[] words, int at) {
                return Philox.uniform(words[at]) < p ? 1 : 0;
            }
        };
    }

    /** The number that is made of the words from a place on. */
    abstract double number(int[] words, int at);

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        long seed = inputs[0].getLong(0);
        long step = inputs[1].getLong(0);
        int[] words = outputs[1].i32();
        int start = outputs[1].offset();
        int perBlock = 4 / wordsPerElement;
        for (int i = 0; i < outputs[0].length(); i++) {
            if (i % perBlock == 0) {
                Philox.block(seed, step, identity, i / perBlock, words, start);
            }
            outputs[0].setDouble(i, number(words, start + i % perBlock * wordsPerElement));
        }
    }

    @Override
    public final List<TensorType> scratch() {
        return WORDS;
    }
}
