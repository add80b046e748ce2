package org.espalier.standard.preprocessing;

import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.tensor.Dim;

/** Goes through a field of a data set, some examples at a time. */
final class Chunks {
    static final int SIZE = 256;

    private Chunks() {}

    /** What is done with some examples that lie one behind the other. */
    @FunctionalInterface
    interface Use {
        void with(Buffer examples, int from, int count);
    }

    static void forEach(Dataset data, String field, Use use) {
        int[] rows = new int[SIZE];
        Buffer buffer = Buffer.allocate(data.fields().get(field).batched(Dim.of(SIZE)));
        for (int from = 0; from < data.size(); from += SIZE) {
            int count = Math.min(SIZE, data.size() - from);
            for (int i = 0; i < count; i++) {
                rows[i] = from + i;
            }
            data.read(field, rows, count, buffer);
            use.with(buffer, from, count);
        }
    }
}
