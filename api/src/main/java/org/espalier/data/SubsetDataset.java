package org.espalier.data;

import java.util.Map;
import java.util.Objects;
import org.espalier.backend.Buffer;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/** Some rows of another data set. */
final class SubsetDataset implements Dataset {
    private final Dataset whole;
    private final int[] rows;
    private final ThreadLocal<int[]> scratch = ThreadLocal.withInitial(() -> new int[0]);

    SubsetDataset(Dataset whole, int[] rows) {
        this.whole = whole;
        this.rows = rows.clone();
        for (int r : rows) {
            Objects.checkIndex(r, whole.size());
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public Map<String, TensorType> fields() {
        return whole.fields();
    }

    @Override
    public void read(String field, int[] wanted, int count, Buffer into) {
        whole.read(field, mapped(wanted, count), count, into);
    }

    /** One array a thread, since reading must not allocate and may be done by several threads. */
    private int[] mapped(int[] wanted, int count) {
        int[] m = scratch.get();
        if (m.length < count) {
            m = new int[count];
            scratch.set(m);
        }
        for (int i = 0; i < count; i++) {
            m[i] = rows[wanted[i]];
        }
        return m;
    }
}
