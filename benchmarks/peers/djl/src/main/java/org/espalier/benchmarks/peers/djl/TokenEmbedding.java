package org.espalier.benchmarks.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/** A vector for each token, without the dictionary of objects that DJL's own block keeps. */
final class TokenEmbedding extends Table {
    private final int width;

    TokenEmbedding(int vocabulary, int width) {
        super(vocabulary, width, 1);
        this.width = width;
    }

    @Override
    NDArray apply(NDArray tokens, NDArray rows) {
        return Embedding.embedding(tokens, rows, SparseFormat.DENSE).singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0].add(width)};
    }
}
