package org.espalier.data.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Examples that are read and computed once and kept in memory. They are those of epoch 0, whichever epoch comes first, so
 * that a run that goes on at a later epoch sees what it would have seen.
 */
final class CachedExamples implements Examples {
    private final Examples before;
    private final long mostBytes;
    private List<Example> kept;
    private long keptFor;

    CachedExamples(Examples before, long mostBytes) {
        this.before = before;
        this.mostBytes = mostBytes;
    }

    @Override
    public Map<String, TensorType> fields() {
        return before.fields();
    }

    @Override
    public int size() {
        return before.size();
    }

    /** Keeping examples in memory makes them those of epoch 0 for good; how much memory there is does not matter. */
    @Override
    public String description() {
        return before.description() + ", cache";
    }

    @Override
    public ExampleStream open(long seed, int epoch) {
        return new ExampleStream() {
            private Iterator<Example> examples;

            @Override
            public Example next() {
                // Not before the first is asked for: that happens on the thread that is to do the reading.
                examples = examples == null ? examples(seed).iterator() : examples;
                return examples.hasNext() ? examples.next() : null;
            }
        };
    }

    private synchronized List<Example> examples(long seed) {
        if (kept == null || keptFor != seed) {
            kept = null;
            kept = read(seed);
            keptFor = seed;
        }
        return kept;
    }

    private List<Example> read(long seed) {
        List<Example> all = new ArrayList<>();
        long bytes = 0;
        try (ExampleStream stream = before.open(seed, 0)) {
            for (Example e = stream.next(); e != null; e = stream.next()) {
                Map<String, Tensor> fields = new LinkedHashMap<>();
                for (String field : before.fields().keySet()) {
                    Tensor t = e.get(field);
                    fields.put(field, t);
                    bytes += (long) t.size() * t.dtype().bytes();
                }
                if (bytes > mostBytes) {
                    throw new DataException("the cache of " + mostBytes + " bytes is full after " + all.size() + " of " + size()
                            + " examples; allow it more, put it before what makes examples larger, or do without it");
                }
                all.add(Example.of(fields));
            }
        }
        return all;
    }
}
