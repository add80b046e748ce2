package org.espalier.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.nn.Layer;
import org.espalier.nn.ParameterSpec;
import org.espalier.plugin.API;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Something that is told how a run goes and may steer it. The record is its configuration; what it remembers during a
 * run lives in the {@link Listener} that {@link #start} makes.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Callback {
    /** What there is to know of a run when it starts. */
    record Run(int epochs, long stepsPerEpoch, int batchSize, long seed, String summary, Anatomy anatomy) {
        /** A run of which nothing is known but its settings. */
        public Run(int epochs, long stepsPerEpoch, int batchSize, long seed, String summary) {
            this(epochs, stepsPerEpoch, batchSize, seed, summary, Anatomy.UNKNOWN);
        }
    }

    /**
     * What the network consists of.
     *
     * @param graph the network in inference mode with a symbolic batch
     * @param parts its layers in order of their scopes, those within others included
     * @param parameters its parameters
     */
    record Anatomy(Graph graph, List<Part> parts, List<ParameterSpec> parameters) {
        /** Nothing is known. */
        public static final Anatomy UNKNOWN =
                new Anatomy(new Graph(List.of(), List.of(), List.of()), List.of(), List.of());

        public Anatomy {
            parts = List.copyOf(parts);
            parameters = List.copyOf(parameters);
        }
    }

    /** One layer: where it stands, what it is, what it yields. */
    record Part(String path, Layer layer, List<TensorType> outputs) {
        public Part {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * What a callback wants to see of each step, as patterns over paths ({@code *} for any characters but a slash,
     * {@code **} for any at all). What is asked for is kept until the end of the step, and costs that memory.
     *
     * @param values the layers whose output
     * @param gradients the parameters whose gradient
     */
    record Look(List<String> values, List<String> gradients) {
        /** Neither. */
        public static final Look NOTHING = new Look(List.of(), List.of());
        /** Everything. */
        public static final Look EVERYTHING = new Look(List.of("**"), List.of("**"));

        public Look {
            values = List.copyOf(values);
            gradients = List.copyOf(gradients);
        }
    }

    /**
     * One finished epoch.
     *
     * @param figures numbers by name, such as loss, accuracy, val_loss
     * @param tables what a metric knows beyond its number, such as a confusion matrix, by the same names; not part of a
     *     checkpoint
     */
    record Epoch(
            int epoch, long step, double learningRate, double seconds, Map<String, Double> figures,
            Map<String, Tensor> tables) {
        /** An epoch without tables. */
        public Epoch(int epoch, long step, double learningRate, double seconds, Map<String, Double> figures) {
            this(epoch, step, learningRate, seconds, figures, Map.of());
        }
    }

    /** A view of the step that has just ended; valid only during the call, so that a step allocates nothing. */
    interface Step {
        /** Steps done in the run, from 1. */
        long step();

        /** The epoch, from 0. */
        int epoch();

        /** The loss of the batch, penalties included. */
        double loss();

        /** The learning rate that was used. */
        double learningRate();

        /** The paths of the layers whose output can be seen, in order; see {@link Callback#look}. */
        default Set<String> values() {
            return Set.of();
        }

        /** The paths of the parameters whose gradient can be seen, in order. */
        default Set<String> gradients() {
            return Set.of();
        }

        /** A copy of what a layer yielded, with the batch as its first dim. */
        default Tensor value(String path) {
            throw new EspalierException("the value of '" + path + "' was not asked for; a callback does so by its look()");
        }

        /** A copy of the loss's gradient by a parameter, before the optimizer saw it. */
        default Tensor gradient(String path) {
            throw new EspalierException("the gradient of '" + path + "' was not asked for; a callback does so by its look()");
        }

        /** A copy of a parameter or state as the step has left it. */
        default Tensor variable(String path) {
            throw new EspalierException("there is no variable '" + path + "' to see");
        }
    }

    /** The callback's part in one run. */
    interface Listener {
        /** After each step. */
        default Directive onStep(Step step) {
            return Directive.CONTINUE;
        }

        /**
         * Further figures of an epoch, which every callback sees then, such as a moving average of one of those that
         * there are: those of metrics and of the callbacks before this.
         */
        default Map<String, Double> figures(Epoch epoch) {
            return Map.of();
        }

        /** After each epoch, validation included. */
        default Directive onEpoch(Epoch epoch) {
            return Directive.CONTINUE;
        }

        /**
         * When the loss or a gradient of a step was not finite; the weights are those from before the step. If a
         * callback answers with a stop, the run ends as if it were over; otherwise the exception ends it.
         */
        default Directive onDivergence(DivergenceException cause) {
            return Directive.CONTINUE;
        }

        /** When the run is over, also after an error. */
        default void onEnd() {}

        /** What must be kept in a checkpoint so that a resumed run goes on as if it had never stopped. */
        default Map<String, String> state() {
            return Map.of();
        }

        /** Takes back what {@link #state} gave. */
        default void restore(Map<String, String> state) {}
    }

    /** Starts listening to a run. */
    Listener start(Run run);

    /** What the callback wants to see of each step; nothing unless it says so. */
    default Look look() {
        return Look.NOTHING;
    }
}
