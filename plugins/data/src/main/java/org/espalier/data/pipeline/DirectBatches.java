package org.espalier.data.pipeline;

import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.BatchStream;
import org.espalier.tensor.TensorType;

/** Batches that are made when they are asked for, by whoever asks. */
final class DirectBatches implements BatchStream {
    private final Draws draws;
    private final Assembly assembly;

    DirectBatches(Draws draws, Map<String, TensorType> fields) {
        this.draws = draws;
        this.assembly = new Assembly(fields, draws.batchSize());
    }

    @Override
    public int next() {
        int count = assembly.draw(draws);
        assembly.fill();
        return count;
    }

    @Override
    public void read(String field, Buffer into) {
        assembly.read(field, into);
    }

    @Override
    public void close() {
        draws.close();
    }
}
