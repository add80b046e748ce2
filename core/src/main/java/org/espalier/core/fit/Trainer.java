package org.espalier.core.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.espalier.core.model.Evaluator;
import org.espalier.core.model.Model;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.DivergenceException;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/** One run of a {@link Training}: epochs of steps, validation, callbacks, checkpoints. Can be cancelled between steps. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Trainer {
    private static final System.Logger LOG = System.getLogger("org.espalier.training");
    private final Model model;
    private final Training training;
    private final BatchSource source;
    private final BatchSource settling;
    private final TrainingStep step;
    private final Evaluator validator;
    private final List<Callback.Listener> listeners;
    private final List<Callback.Epoch> epochs = new ArrayList<>();
    private final EpochFigures figures;
    private final StepView view;
    private final int stepsPerEpoch;
    private volatile boolean cancelled;
    private SortedMap<String, Tensor> kept;
    private double rateFactor = 1;
    private double rate;
    private int epoch;
    /** The number of epochs after which the run pauses or is over. */
    private int pause;
    private boolean restore;
    private String reason;
    /** Files that callbacks want written when all of them have been told of the epoch. */
    private final Set<Path> saves = new LinkedHashSet<>();

    /** A run on a model, which is changed in place. */
    public Trainer(Model model, Training training, Dataset data) {
        this(model, training,
                new RowBatches(data, training.order(), training.batchSize(data.size())),
                new RowBatches(data, Order.IN_ORDER, training.batchSize(data.size())));
    }

    /** A run on a model, which is changed in place, with batches from elsewhere. */
    public Trainer(Model model, Training training, BatchSource source) {
        this(model, training, source, source);
    }

    private Trainer(Model model, Training training, BatchSource source, BatchSource settling) {
        if (source.size() == 0) {
            throw new DataException("there is nothing to train on: the data set is empty");
        }
        this.model = model;
        this.training = training;
        this.source = source;
        this.settling = settling;
        this.step = new TrainingStep(model, training, source.fields());
        this.validator = training.validation()
                .map(v -> new Evaluator(model, v.fields(), training.objectives(model.network()), training.metrics(), 256))
                .orElse(null);
        this.view = new StepView(model, step);
        this.figures = new EpochFigures(training, training.measured(model.network()), step);
        this.stepsPerEpoch = (source.size() + source.batchSize() - 1) / source.batchSize();
        this.step.setUpdatesPerEpoch(updatesPerEpoch());
        this.listeners = training.callbacks().stream()
                .map(c -> c.start(new Callback.Run(training.epochs(), stepsPerEpoch, source.batchSize(), training.seed(), model.summary(),
                        model.anatomy())))
                .toList();
    }

    /** Ends the run after the step that is being done; safe from any thread. */
    public void cancel() {
        cancelled = true;
    }

    /** Runs to the end, from the checkpoint if there is one. */
    public FitResult run() {
        return runTo(training.epochs());
    }

    /**
     * As {@link #run}, but pauses when so many epochs are done in all. The checkpoint, which the training must have where
     * this is not its end, is written then, and a run that goes on from it ends as if there had been no pause.
     */
    public FitResult runTo(int epochs) {
        pause = Math.min(epochs, training.epochs());
        try {
            hint();
            training.checkpoint().ifPresent(file -> Checkpoint.resume(file, this));
            for (; epoch < pause && reason == null && !isCancelled(); epoch++) {
                runEpoch();
            }
            if (isPaused()) {
                return new FitResult(model, history(), FitResult.Outcome.PAUSED, "");
            }
            if (restore && kept != null) {
                model.variables().set(kept);
            }
            Settling.run(model, training, settling);
        } finally {
            listeners.forEach(Callback.Listener::onEnd);
        }
        FitResult.Outcome outcome = reason != null ? FitResult.Outcome.STOPPED
                : isCancelled() ? FitResult.Outcome.CANCELLED
                : FitResult.Outcome.COMPLETED;
        return new FitResult(model, history(), outcome, reason == null ? "" : reason);
    }

    private boolean isPaused() {
        return reason == null && !isCancelled() && epoch < training.epochs();
    }

    private void hint() {
        model.hints().forEach(h -> LOG.log(System.Logger.Level.INFO, "hint: {0}", h));
    }

    private boolean isCancelled() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    private void runEpoch() {
        long start = System.nanoTime();
        figures.clear();
        try (BatchStream batches = source.epoch(training.seed(), epoch)) {
            for (int done = 1; reason == null && done <= stepsPerEpoch; done++) {
                if (isCancelled()) {
                    return;
                }
                runStep(batches, done);
            }
        }
        // A run that diverged in the first step of an epoch has nothing to say of that epoch.
        if (figures.examples() > 0) {
            finishEpoch((System.nanoTime() - start) / 1e9);
        }
    }

    private void runStep(BatchStream batches, int done) {
        int count = batches.next();
        if (count < 1) {
            throw new DataException("the batches of epoch " + epoch + " ended after " + figures.examples() + " examples, but their source says"
                    + " that an epoch has " + source.size());
        }
        rate = training.optimizer().learningRate().at(step.updates(), updatesPerEpoch()) * rateFactor;
        view.moveTo(epoch, rate);
        try {
            compute(batches, count, done);
        } catch (DivergenceException e) {
            listeners.forEach(l -> obey(l.onDivergence(e)));
            if (reason == null) {
                throw e;
            }
            return;
        }
        figures.add(count);
        if (step.hasConverged()) {
            reason = "no step lowers the loss any further";
        }
        for (int i = 0; i < listeners.size(); i++) {
            obey(listeners.get(i).onStep(view));
        }
    }

    private void compute(BatchStream batches, int count, int done) {
        if (training.accumulation() == 1) {
            step.update(batches, count, rate);
            return;
        }
        step.accumulate(batches, count);
        if (done % training.accumulation() == 0 || done == stepsPerEpoch) {
            step.apply(rate);
        }
    }

    private long updatesPerEpoch() {
        return (stepsPerEpoch + training.accumulation() - 1) / training.accumulation();
    }

    private void finishEpoch(double seconds) {
        Callback.Epoch finished = withFiguresOfCallbacks(measured(seconds));
        epochs.add(finished);
        listeners.forEach(l -> obey(l.onEpoch(finished)));
        training.checkpoint()
                .filter(f -> (epoch + 1) % training.checkpointEvery() == 0 || epoch + 1 == pause || reason != null)
                .ifPresent(saves::add);
        saves.forEach(f -> Checkpoint.write(f, this));
        saves.clear();
    }

    private Callback.Epoch withFiguresOfCallbacks(Callback.Epoch e) {
        Callback.Epoch now = e;
        for (Callback.Listener l : listeners) {
            Map<String, Double> more = l.figures(now);
            if (!more.isEmpty()) {
                Map<String, Double> all = new LinkedHashMap<>(now.figures());
                more.forEach((name, v) -> {
                    if (all.putIfAbsent(name, v) != null) {
                        throw new EspalierException("a callback gives the figure '" + name + "', but there is one of this name"
                                + " already; leave out one of the two");
                    }
                });
                now = new Callback.Epoch(e.epoch(), e.step(), e.learningRate(), e.seconds(), all, e.tables());
            }
        }
        return now;
    }

    private Callback.Epoch measured(double seconds) {
        Evaluator.Measures trained = figures.measures();
        Map<String, Double> all = new LinkedHashMap<>(trained.figures());
        Map<String, Tensor> tables = new LinkedHashMap<>(trained.tables());
        if (validator != null) {
            Evaluator.Measures found = validator.measure(training.validation().orElseThrow());
            found.figures().forEach((name, v) -> all.put("val_" + name, v));
            found.tables().forEach((name, t) -> tables.put("val_" + name, t));
        }
        return new Callback.Epoch(epoch, step.steps(), rate, seconds, all, tables);
    }

    private void obey(Directive d) {
        if (d == Directive.CONTINUE) {
            return;
        }
        if (d.keepWeights()) {
            kept = model.weights();
        }
        rateFactor *= d.learningRateFactor();
        saves.addAll(d.saves());
        if (d.stop()) {
            reason = d.reason();
            restore = d.restoreWeights();
        } else if (d.restoreWeights() && kept != null) {
            model.variables().set(kept);
        }
    }

    /** The figures of the epochs that are done; also after an error. */
    public History history() {
        return new History(epochs);
    }

    Model model() {
        return model;
    }

    Training training() {
        return training;
    }

    /** Examples a step. */
    BatchSource source() {
        return source;
    }

    TrainingStep step() {
        return step;
    }

    List<Callback.Listener> listeners() {
        return listeners;
    }

    /** What a checkpoint holds of the run beside weights and slots. */
    record State(
            int epoch, long steps, long updates, double rateFactor, String reason, boolean restore,
            SortedMap<String, Tensor> kept, List<Callback.Epoch> epochs) {}

    State state() {
        return new State(epoch + 1, step.steps(), step.updates(), rateFactor, reason, restore, kept, List.copyOf(epochs));
    }

    void restore(State s) {
        epoch = s.epoch();
        step.restore(s.steps(), s.updates());
        rateFactor = s.rateFactor();
        reason = s.reason();
        restore = s.restore();
        kept = s.kept();
        epochs.addAll(s.epochs());
    }
}
