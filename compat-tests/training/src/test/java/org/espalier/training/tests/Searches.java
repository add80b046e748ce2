package org.espalier.training.tests;

import static org.espalier.core.search.Dimension.choice;
import static org.espalier.core.search.Dimension.integer;
import static org.espalier.core.search.Dimension.logUniform;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.backend.Buffer;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.search.Dimension;
import org.espalier.core.search.Point;
import org.espalier.core.search.Search;
import org.espalier.core.search.Space;
import org.espalier.data.Dataset;
import org.espalier.nn.Activation;
import org.espalier.standard.Activations;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Penalties;
import org.espalier.standard.data.Splits;
import org.espalier.tensor.TensorType;

/** A small search that several tests share. */
final class Searches {
    static final Dimension<Double> RATE = logUniform("rate", 1e-4, 1e-1);
    static final Dimension<Integer> UNITS = integer("units", 2, 12);
    static final Dimension<Activation> ACTIVATION = choice("activation", Activations.relu(), Activations.tanh());
    static final Space SPACE = Space.of(RATE, UNITS, ACTIVATION);
    static final List<Dataset> PARTS = Splits.random(Fixtures.points(96), 1, 0.75, 0.25);

    /** Held, or it could be collected with its level. */
    private static final Logger QUIET = Logger.getLogger("org.espalier.search");

    static {
        // A line a trial, of many searches.
        QUIET.setLevel(Level.WARNING);
    }

    private Searches() {}

    /** Nine trials of up to eight epochs: 9 to two, 4 to four, 2 to eight. */
    static Search halving() {
        return Search.random(SPACE, 9).withSeed(3).withHalving(2, 2);
    }

    static Experiment experiment(Point p) {
        return Experiment.of(network(p), training(p));
    }

    static Network network(Point p) {
        return Network.of(Input.f32(8), sequential(dense(p.get(UNITS), p.get(ACTIVATION)), dense(3)));
    }

    static Training training(Point p) {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(p.get(RATE)).with(Optimizers.clipByGlobalNorm(1)))
                .withMetrics(Metrics.accuracy())
                .withPenalty(Penalties.halfL2(1e-3))
                .withCallbacks(Callbacks.reduceOnPlateau(0.5, 1))
                .withValidation(PARTS.get(1))
                .withEpochs(8).withBatchSize(24).withSeed(5);
    }

    /** Data that breaks down at a read, as a process does that is killed; after that it works. */
    static final class Breaking implements Dataset {
        private final Dataset data;
        private int left;
        private int reads;

        Breaking(Dataset data, int breakAt) {
            this.data = data;
            this.left = breakAt;
        }

        @Override
        public int size() {
            return data.size();
        }

        @Override
        public Map<String, TensorType> fields() {
            return data.fields();
        }

        @Override
        public synchronized void read(String field, int[] rows, int count, Buffer into) {
            reads++;
            if (--left == 0) {
                throw new IllegalStateException("killed");
            }
            data.read(field, rows, count, into);
        }

        synchronized int reads() {
            return reads;
        }
    }
}
