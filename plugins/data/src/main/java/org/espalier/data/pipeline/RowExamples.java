package org.espalier.data.pipeline;

import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The rows of a data set in some order. Only their numbers are kept; a row is read when it is asked for. */
record RowExamples(Dataset data, Order order) implements Examples {
    @Override
    public Map<String, TensorType> fields() {
        return data.fields();
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public String description() {
        return order == Order.IN_ORDER ? "rows" : order == Order.SHUFFLED ? "rows, shuffle()" : "rows, sample()";
    }

    @Override
    public ExampleStream open(long seed, int epoch) {
        int[] rows = new int[data.size()];
        order.fill(rows, seed, epoch);
        return new ExampleStream() {
            private int at;

            @Override
            public Example next() {
                return at == rows.length ? null : row(rows[at++]);
            }
        };
    }

    private Example row(int row) {
        return field -> read(field, row);
    }

    private Tensor read(String field, int row) {
        TensorType type = data.type(field);
        Buffer one = Buffer.allocate(type);
        data.read(field, new int[] {row}, 1, one);
        return one.toTensor(type);
    }
}
