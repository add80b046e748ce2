package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.core.model.Model;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;

/**
 * Tries learning rates: trains for some steps while the rate grows from step to step by the same factor, and notes the loss
 * of each batch (L. N. Smith: Cyclical learning rates for training neural networks; 2017). The schedule of the training is
 * not used, all else is. The model's weights are afterwards what they were before.
 *
 * @param from the first rate, above 0; 1e-7 by default
 * @param to the last rate, above the first; 10 by default
 * @param steps how many rates, at least 2; 100 by default
 * @param smoothing the weight of the old in the exponential average of the loss, in [0, 1); 0.9 by default. The average is
 *     corrected for its start as Adam's are
 * @param stopFactor the search ends when the smoothed loss is more than this times its least, above 1; 4 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LearningRateFinder(double from, double to, int steps, double smoothing, double stopFactor) {
    /** As the components say. */
    public static final LearningRateFinder DEFAULT = new LearningRateFinder(1e-7, 10, 100, 0.9, 4);

    public LearningRateFinder {
        require(from > 0 && Double.isFinite(from), "from must be a finite number above 0, but was " + from);
        require(to > from && Double.isFinite(to), "to must be finite and above from " + from + ", but was " + to);
        require(steps >= 2, "steps must be at least 2, but were " + steps);
        require(smoothing >= 0 && smoothing < 1, "smoothing must be at least 0 and below 1, but was " + smoothing);
        require(stopFactor > 1, "stopFactor must be above 1, but was " + stopFactor);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new EspalierException("[LearningRateFinder] " + what);
        }
    }

    /** Between other rates. */
    public LearningRateFinder withRates(double first, double last) {
        return new LearningRateFinder(first, last, steps, smoothing, stopFactor);
    }

    /** With another number of rates. */
    public LearningRateFinder withSteps(int other) {
        return new LearningRateFinder(from, to, other, smoothing, stopFactor);
    }

    /** With another smoothing; 0 for none. */
    public LearningRateFinder withSmoothing(double other) {
        return new LearningRateFinder(from, to, steps, other, stopFactor);
    }

    /** With another end. */
    public LearningRateFinder withStopFactor(double other) {
        return new LearningRateFinder(from, to, steps, smoothing, other);
    }

    /** One step: the rate, the loss of its batch before the update, and the smoothed loss. */
    public record Trial(double rate, double loss, double smoothed) {}

    /**
     * The trials in order; fewer than asked for where the loss ran away.
     *
     * @param trials by growing rate
     */
    public record Result(List<Trial> trials) {
        public Result {
            trials = List.copyOf(trials);
        }

        /**
         * The rate at which the smoothed loss falls most steeply over the logarithm of the rate, by central differences; NaN
         * where it never falls, or there are fewer than three trials.
         */
        public double suggestion() {
            double steepest = 0;
            double rate = Double.NaN;
            for (int i = 1; i + 1 < trials.size(); i++) {
                Trial a = trials.get(i - 1);
                Trial b = trials.get(i + 1);
                double slope = (b.smoothed() - a.smoothed()) / StrictMath.log(b.rate() / a.rate());
                if (slope < steepest) {
                    steepest = slope;
                    rate = trials.get(i).rate();
                }
            }
            return rate;
        }
    }

    /** The rate of a step, from 0. */
    double rate(int step) {
        return from * StrictMath.pow(to / from, step / (steps - 1.0));
    }

    /**
     * Runs the search.
     *
     * @param model is trained, and then has its weights back
     */
    public Result run(Model model, Training training, Dataset data) {
        return run(model, training, new RowBatches(data, training.order(), training.batchSize(data.size())));
    }

    /**
     * Runs the search on batches from elsewhere.
     *
     * @param model is trained, and then has its weights back
     */
    public Result run(Model model, Training training, BatchSource source) {
        if (source.size() < Math.max(1, source.batchSize())) {
            throw new DataException("there is not one whole batch to train on: the batches have " + source.batchSize()
                    + " examples, the data has " + source.size());
        }
        SortedMap<String, Tensor> before = model.weights();
        try {
            return new Result(trials(new TrainingStep(model, training, source.fields()), training, source));
        } finally {
            model.variables().set(before);
        }
    }

    private List<Trial> trials(TrainingStep step, Training training, BatchSource source) {
        List<Trial> trials = new ArrayList<>();
        Smoothed loss = new Smoothed();
        for (int epoch = 0; trials.size() < steps; epoch++) {
            try (BatchStream batches = source.epoch(training.seed(), epoch)) {
                // Whole batches only: their losses are to be compared.
                while (trials.size() < steps && batches.next() == source.batchSize()) {
                    double rate = rate(trials.size());
                    loss.add(step.update(batches, source.batchSize(), rate));
                    trials.add(new Trial(rate, loss.last, loss.smoothed));
                    if (loss.ranAway()) {
                        return trials;
                    }
                }
            } catch (DivergenceException e) {
                return trials;
            }
        }
        return trials;
    }

    /** An exponential average whose first values are not drawn towards zero, and the least that it has been. */
    private final class Smoothed {
        private double last;
        private double smoothed;
        private double average;
        private double weight;
        private double least = Double.POSITIVE_INFINITY;

        void add(double loss) {
            last = loss;
            average = smoothing * average + (1 - smoothing) * loss;
            weight = smoothing * weight + (1 - smoothing);
            smoothed = average / weight;
            least = Math.min(least, smoothed);
        }

        boolean ranAway() {
            return least > 0 && smoothed > stopFactor * least;
        }
    }
}
