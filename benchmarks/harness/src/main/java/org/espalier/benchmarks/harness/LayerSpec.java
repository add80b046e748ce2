package org.espalier.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/** One layer of a workload's network, without any framework. Its text is its notation, see {@link Notation}. */
public interface LayerSpec {
    /** Hands the layer to a builder; returns the shape of an example behind it. */
    int[] build(int[] in, NetworkBuilder builder);

    /** A fully connected layer. */
    record Dense(int units, boolean relu) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.dense(in, units, relu);
            int[] out = in.clone();
            out[out.length - 1] = units;
            return out;
        }

        @Override
        public String toString() {
            return "dense " + units + (relu ? " relu" : "");
        }
    }

    /** A convolution over an image; {@code same} keeps its size, otherwise only whole windows count. */
    record Convolution(int filters, int kernel, boolean same, boolean relu) implements LayerSpec {
        public Convolution {
            if (same && kernel % 2 == 0) {
                throw new IllegalArgumentException("a convolution keeps the size with an odd kernel only, but this is " + kernel
                        + "; frameworks differ in where they pad the rest");
            }
        }

        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            int padding = same ? kernel / 2 : 0;
            builder.convolution(in, filters, kernel, padding, relu);
            int shrunk = kernel - 1 - 2 * padding;
            return new int[] {filters, in[1] - shrunk, in[2] - shrunk};
        }

        @Override
        public String toString() {
            return "conv " + filters + " " + kernel + (same ? " same" : "") + (relu ? " relu" : "");
        }
    }

    /** Pooling of squares. */
    record MaxPool(int size) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.maxPool(in, size);
            return new int[] {in[0], in[1] / size, in[2] / size};
        }

        @Override
        public String toString() {
            return "maxpool " + size;
        }
    }

    /** Dropout. */
    record Dropout(double rate) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.dropout(in, rate);
            return in;
        }

        @Override
        public String toString() {
            return "dropout " + rate;
        }
    }

    /** An embedding of tokens. */
    record Embedding(int vocabulary, int width) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.embedding(in, vocabulary, width);
            return new int[] {in[0], width};
        }

        @Override
        public String toString() {
            return "embedding " + vocabulary + " " + width;
        }
    }

    /** An LSTM that yields its last output. */
    record Lstm(int units) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.lstm(in, units);
            return new int[] {units};
        }

        @Override
        public String toString() {
            return "lstm " + units;
        }
    }

    /** An encoder block of a transformer. */
    record Encoder(int heads, int feedForward) implements LayerSpec {
        @Override
        public int[] build(int[] in, NetworkBuilder builder) {
            builder.encoder(in, heads, feedForward);
            return in;
        }

        @Override
        public String toString() {
            return "encoder " + heads + " " + feedForward;
        }
    }

    /** A layer without figures. */
    enum Plain implements LayerSpec {
        /** Batch normalisation. */
        BATCHNORM {
            @Override
            public int[] build(int[] in, NetworkBuilder builder) {
                builder.batchNormalization(in);
                return in;
            }
        },
        /** The rectifier. */
        RELU {
            @Override
            public int[] build(int[] in, NetworkBuilder builder) {
                builder.relu(in);
                return in;
            }
        },
        /** Each example as one vector. */
        FLATTEN {
            @Override
            public int[] build(int[] in, NetworkBuilder builder) {
                builder.flatten(in);
                return new int[] {Arrays.stream(in).reduce(1, (a, b) -> a * b)};
            }
        },
        /** Learned positions. */
        POSITIONS {
            @Override
            public int[] build(int[] in, NetworkBuilder builder) {
                builder.positions(in);
                return in;
            }
        },
        /** The mean over the places. */
        MEAN {
            @Override
            public int[] build(int[] in, NetworkBuilder builder) {
                builder.meanOverTime(in);
                return new int[] {in[1]};
            }
        };

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
