package org.espalier.benchmarks.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

/** A block with one matrix of learned rows. */
abstract class Table extends AbstractBlock {
    private final Parameter rows;

    Table(int count, int width, float deviation) {
        rows = addParameter(Parameter.builder()
                .setName("rows")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(count, width))
                .optInitializer(new NormalInitializer(deviation))
                .build());
    }

    /** The result for an input. */
    abstract NDArray apply(NDArray input, NDArray rows);

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        return new NDList(apply(x, store.getValue(rows, x.getDevice(), training)));
    }
}
