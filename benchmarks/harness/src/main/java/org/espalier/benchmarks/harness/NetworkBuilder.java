package org.espalier.benchmarks.harness;

/**
 * Builds a network in some framework: receives its layers in order, each with the shape of one example in front of it.
 * What a framework cannot do it leaves as it is here, and the workload is reported as absent with the reason.
 */
public interface NetworkBuilder {
    /** A fully connected layer with a bias. */
    default void dense(int[] in, int units, boolean relu) {
        throw new AbsentException("has no fully connected layer");
    }

    /** A convolution with a bias over {@code [channels, height, width]}, with the same padding at all borders. */
    default void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        throw new AbsentException("has no convolution that is trained");
    }

    /** The largest of each square, without overlap. */
    default void maxPool(int[] in, int size) {
        throw new AbsentException("has no pooling that is trained");
    }

    /** Normalisation over the batch, of each feature or channel. */
    default void batchNormalization(int[] in) {
        throw new AbsentException("has no batch normalisation that is trained");
    }

    /** The rectifier as a layer of its own. */
    default void relu(int[] in) {
        throw new AbsentException("has no rectifier as a layer");
    }

    /** Drops elements with this probability while training. */
    default void dropout(int[] in, double rate) {
        throw new AbsentException("has no dropout");
    }

    /** Each example as one vector. */
    default void flatten(int[] in) {
        throw new AbsentException("has no flattening");
    }

    /** A vector for each token. */
    default void embedding(int[] in, int vocabulary, int width) {
        throw new AbsentException("has no embedding that is trained");
    }

    /** Adds a learned vector to each place. */
    default void positions(int[] in) {
        throw new AbsentException("has no learned positions");
    }

    /** A recurrent layer with long short-term memory; what it yields is its last output. */
    default void lstm(int[] in, int units) {
        throw new AbsentException("has no LSTM that is trained");
    }

    /** An encoder block: self-attention and two dense layers, each with its input added and normalised after it. */
    default void encoder(int[] in, int heads, int feedForward) {
        throw new AbsentException("has no attention that is trained");
    }

    /** The mean over the places. */
    default void meanOverTime(int[] in) {
        throw new AbsentException("has no mean over places");
    }
}
