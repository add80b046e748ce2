package org.espalier.training;

import java.util.Map;
import org.espalier.plugin.API;

/**
 * Something that is told how a run goes and may steer it. The record is its configuration; what it remembers during a
 * run lives in the {@link Listener} that {@link #start} makes.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Callback {
    /** What there is to know of a run when it starts. */
    record Run(int epochs, long stepsPerEpoch, int batchSize, long seed, String summary) {}

    /** One finished epoch: figures by name, such as loss, accuracy, val_loss. */
    record Epoch(int epoch, long step, double learningRate, double seconds, Map<String, Double> figures) {}

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
    }

    /** The callback's part in one run. */
    interface Listener {
        /** After each step. */
        default Directive onStep(Step step) {
            return Directive.CONTINUE;
        }

        /** After each epoch, validation included. */
        default Directive onEpoch(Epoch epoch) {
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
}
