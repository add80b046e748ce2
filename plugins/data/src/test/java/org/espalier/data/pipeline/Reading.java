package org.espalier.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Data sets of numbers, and batches as lists of them. */
final class Reading {
    private Reading() {}

    /** The numbers 0 to n - 1, one an example. */
    static Dataset numbers(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return Dataset.of(Map.of(Dataset.INPUT, Tensor.of(values, n, 1)));
    }

    /** The numbers of each batch of an epoch. */
    static List<List<Float>> batches(BatchSource source, long seed, int epoch) {
        List<List<Float>> all = new ArrayList<>();
        try (BatchStream stream = source.epoch(seed, epoch)) {
            for (int count = stream.next(); count > 0; count = stream.next()) {
                all.add(input(source, stream, count));
            }
        }
        return all;
    }

    static List<Float> input(BatchSource source, BatchStream stream, int count) {
        TensorType type = source.fields().get(Dataset.INPUT).batched(Dim.of(count));
        Buffer buffer = Buffer.allocate(type);
        stream.read(Dataset.INPUT, buffer);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < buffer.length(); i++) {
            values.add(buffer.f32()[i]);
        }
        return values;
    }

    /** The numbers of all batches of an epoch. */
    static List<Float> epoch(BatchSource source, long seed, int epoch) {
        return batches(source, seed, epoch).stream().flatMap(List::stream).toList();
    }
}
