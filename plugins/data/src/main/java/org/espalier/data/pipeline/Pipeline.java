package org.espalier.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.data.augment.Augmentation;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * What is done to examples on their way to a training, step by step:
 *
 * <pre>{@code
 * BatchSource batches = Pipeline.of(images).shuffle()
 *         .augment(Flip.horizontal(), Translation.upTo(2, 2))
 *         .batch(64).prefetch(4);
 * training.fit(engine, network, batches);
 * }</pre>
 *
 * <p>Lazy: nothing is read before batches are asked for, and no more is held in memory than the buffers of the steps.
 * Reproducible: the seed of the training and the epoch decide on everything, whatever the number of threads and the size
 * of the batches. Immutable: every step yields a new pipeline.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Pipeline {
    private final Examples source;
    private final List<Stage> stages;
    private final int steps;

    private Pipeline(Examples source, List<Stage> stages, int steps) {
        this.source = source;
        this.stages = List.copyOf(stages);
        this.steps = steps;
    }

    /**
     * The examples of a data set, in its order.
     *
     * @throws DataException where it has none
     */
    public static Pipeline of(Dataset data) {
        return of(new RowExamples(data, Order.IN_ORDER));
    }

    /**
     * Examples that come one after another, such as the rows of a large file.
     *
     * @throws DataException where there are none
     */
    public static Pipeline of(Examples examples) {
        if (examples.size() == 0) {
            throw new DataException("a pipeline needs at least one example, but there is none");
        }
        return new Pipeline(examples, List.of(), 0);
    }

    /** The type of each field after all steps, without the batch. */
    public Map<String, TensorType> fields() {
        return examples().fields();
    }

    /** The number of examples of an epoch. */
    public int size() {
        return source.size();
    }

    /**
     * A field is changed by a function of its value alone, which may be called by several threads at a time.
     *
     * @param result the type of what the function makes
     */
    public Pipeline map(String field, TensorType result, UnaryOperator<Tensor> function) {
        require(field);
        return with(new Stage("map", field, result, List.of(), (value, place) -> function.apply(value)));
    }

    /** Images in the field {@link Dataset#INPUT} are changed at random, one change after the other. */
    public Pipeline augment(Augmentation... changes) {
        return augment(Dataset.INPUT, changes);
    }

    /**
     * Images in a field, f32 or u8 and [height, width] or [channels, height, width], are changed at random, one change after
     * the other, in each epoch anew.
     */
    public Pipeline augment(String field, Augmentation... changes) {
        ImageAugmenter augmenter = ImageAugmenter.of(field, require(field), List.of(changes));
        String identity = "augment/" + steps + "/";
        return with(new Stage("augment", field, augmenter.result(), augmenter.how(),
                (value, place) -> augmenter.apply(value, change -> place.random(identity + change))));
    }

    /**
     * All examples in a new order each epoch, the same as a training draws from a data set by itself. For this they must
     * be readable at any row: use it right after {@link #of(Dataset)}, and {@link #shuffle(int)} elsewhere.
     */
    public Pipeline shuffle() {
        return ordered("shuffle()", Order.SHUFFLED);
    }

    /** As many examples as there are, drawn independently, with replacement; right after {@link #of(Dataset)}. */
    public Pipeline sample() {
        return ordered("sample()", Order.WITH_REPLACEMENT);
    }

    /**
     * Examples in an order that is random as far as a buffer of some of them allows; a new one each epoch. From a data set,
     * or with a buffer of as many as there are, {@link #shuffle()} is better.
     */
    public Pipeline shuffle(int buffer) {
        return new Pipeline(new BufferedShuffle(examples(), atLeastOne("the shuffle buffer", buffer)), List.of(), steps);
    }

    /**
     * What was done so far is done once and its result kept in memory; put what is random after it.
     *
     * @param mostBytes how much it may take; if that is not enough, the training ends with a {@link DataException}
     */
    public Pipeline cache(long mostBytes) {
        return new Pipeline(new CachedExamples(examples(), mostBytes), List.of(), steps);
    }

    /** Batches of this many examples; the last one of an epoch may have fewer. Every example of an epoch is in one. */
    public Batches batch(int size) {
        return new Batches(source, stages, Math.min(atLeastOne("the batch size", size), source.size()), 0, 1);
    }

    private Pipeline ordered(String step, Order order) {
        if (source instanceof RowExamples rows && stages.isEmpty()) {
            return new Pipeline(new RowExamples(rows.data(), order), stages, steps);
        }
        throw new DataException(step + " needs a data set that can be read at any row, right before it; move it to the beginning,"
                + " or use shuffle(buffer)");
    }

    private TensorType require(String field) {
        TensorType type = fields().get(field);
        if (type == null) {
            throw new DataException("there is no field '" + field + "' in the pipeline, only " + fields().keySet());
        }
        return type;
    }

    private Pipeline with(Stage stage) {
        List<Stage> more = new ArrayList<>(stages);
        more.add(stage);
        return new Pipeline(source, more, steps + 1);
    }

    private Examples examples() {
        return stages.isEmpty() ? source : new StagedExamples(source, stages);
    }

    private static int atLeastOne(String what, int n) {
        if (n < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but was " + n);
        }
        return n;
    }
}
