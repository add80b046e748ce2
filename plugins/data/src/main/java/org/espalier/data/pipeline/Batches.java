package org.espalier.data.pipeline;

import java.util.List;
import java.util.Map;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/** The end of a pipeline: batches for a training. Immutable; each epoch is opened by itself. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Batches implements BatchSource {
    private final Examples source;
    private final List<Stage> stages;
    private final Map<String, TensorType> fields;
    private final int batchSize;
    private final int ahead;
    private final int threads;

    Batches(Examples source, List<Stage> stages, int batchSize, int ahead, int threads) {
        this.source = source;
        this.stages = stages;
        this.fields = new StagedExamples(source, stages).fields();
        this.batchSize = batchSize;
        this.ahead = ahead;
        this.threads = threads;
    }

    /** Up to so many batches are made ahead, on another thread, while the training works on one. */
    public Batches prefetch(int batches) {
        return prefetch(batches, 1);
    }

    /**
     * As {@link #prefetch(int)}, on several threads: what is done to each example by itself, {@code map} and
     * {@code augment} after the last shuffle or cache, is done by all of them; what comes before, by one at a time. The
     * batches are the same for any number of threads.
     */
    public Batches prefetch(int batches, int onThreads) {
        if (batches < 1 || onThreads < 1) {
            throw new IllegalArgumentException("prefetching needs at least one batch and one thread, but was given " + batches
                    + " and " + onThreads);
        }
        return new Batches(source, stages, batchSize, batches, onThreads);
    }

    @Override
    public Map<String, TensorType> fields() {
        return fields;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public String description() {
        return new StagedExamples(source, stages).description();
    }

    @Override
    public BatchStream epoch(long seed, int epoch) {
        Draws draws = new Draws(new StagedExamples(source, stages).open(seed, epoch), batchSize);
        return ahead == 0 ? new DirectBatches(draws, fields) : new PrefetchedBatches(draws, fields, ahead, threads);
    }
}
