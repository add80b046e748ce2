package org.espalier.core.fit;

import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.tensor.TensorType;

/** The rows of a data set in some order, read straight into the step's memory. */
final class RowBatches implements BatchSource {
    private final Dataset data;
    private final Order order;
    private final int batchSize;

    RowBatches(Dataset data, Order order, int batchSize) {
        this.data = data;
        this.order = order;
        this.batchSize = Math.min(batchSize, data.size());
    }

    @Override
    public Map<String, TensorType> fields() {
        return data.fields();
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public BatchStream epoch(long seed, int epoch) {
        int[] rows = new int[data.size()];
        order.fill(rows, seed, epoch);
        return new Rows(rows);
    }

    private final class Rows implements BatchStream {
        private final int[] rows;
        private final int[] batch = new int[batchSize];
        private int done;
        private int count;

        Rows(int[] rows) {
            this.rows = rows;
        }

        @Override
        public int next() {
            done += count;
            count = Math.min(batch.length, rows.length - done);
            System.arraycopy(rows, done, batch, 0, count);
            return count;
        }

        @Override
        public void read(String field, Buffer into) {
            data.read(field, batch, count, into);
        }
    }
}
