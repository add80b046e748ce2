package org.espalier.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.DivergenceException;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.GraphNode;
import org.espalier.report.recording.Recording.RunInfo;
import org.espalier.report.recording.Recording.StepPoint;
import org.espalier.report.recording.Recording.Table;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback.Epoch;
import org.espalier.training.Callback.Listener;
import org.espalier.training.Callback.Run;
import org.espalier.training.Callback.Step;
import org.espalier.training.Directive;

/** Gathers the recording of one run. */
final class Listening implements Listener {
    private static final long MOST_STEPS = 2_000;

    private final Recorder config;
    private final Run run;
    private final Keeper keeper;
    private final List<GraphNode> graph;
    private final Inside inside;
    private final long every;
    private final List<StepPoint> steps = new ArrayList<>();
    private final List<EpochPoint> epochs = new ArrayList<>();
    private RunInfo info;
    private long origin = System.nanoTime();
    private List<Distribution> distributions = List.of();
    private String divergence = "";
    private boolean begun;
    private long done;

    Listening(Recorder config, Run run, Keeper keeper) {
        this.config = config;
        this.run = run;
        this.keeper = keeper;
        this.graph = NamedNodes.of(run.anatomy().graph());
        this.inside = new Inside(run.anatomy(), config.bins());
        long all = (long) run.epochs() * run.stepsPerEpoch();
        this.every = config.everySteps() > 0 ? config.everySteps() : (all + MOST_STEPS - 1) / MOST_STEPS;
        this.info = info(System.currentTimeMillis() / 1000.0);
    }

    private RunInfo info(double startedAt) {
        return new RunInfo(run.epochs(), run.stepsPerEpoch(), run.batchSize(), run.seed(), run.summary(), startedAt,
                config.classes());
    }

    private double seconds() {
        return (System.nanoTime() - origin) / 1e9;
    }

    @Override
    public Directive onStep(Step step) {
        begun = true;
        done = step.step();
        if (step.step() % Math.max(every, 1) == 0) {
            steps.add(new StepPoint(step.step(), step.loss(), step.learningRate(), seconds()));
        }
        if (step.step() % run.stepsPerEpoch() == 0) {
            distributions = inside.look(step);
        }
        return Directive.CONTINUE;
    }

    @Override
    public Directive onEpoch(Epoch e) {
        Map<String, Table> tables = new LinkedHashMap<>();
        e.tables().forEach((name, t) -> tables.put(name, table(t)));
        epochs.add(new EpochPoint(
                e.epoch(), e.step(), e.learningRate(), e.seconds(), seconds(), e.figures(), tables, distributions));
        distributions = List.of();
        keeper.keep(recording(""));
        return Directive.CONTINUE;
    }

    private static Table table(Tensor t) {
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < t.shape().rank(); i++) {
            shape.add(t.shape().length(i));
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < t.size(); i++) {
            values.add(t.getDouble(i));
        }
        return new Table(shape, values);
    }

    @Override
    public Directive onDivergence(DivergenceException cause) {
        begun = true;
        divergence = cause.getMessage();
        return Directive.CONTINUE;
    }

    /** A run that never began, since it could not be resumed or was over, leaves what there is alone. */
    @Override
    public void onEnd() {
        if (begun) {
            keeper.keep(recording(!divergence.isEmpty() ? divergence : outcome()));
        }
    }

    /** A run that is cancelled may end within an epoch, of which there are steps, but no figures. */
    private String outcome() {
        if (epochs.size() >= run.epochs()) {
            return "all epochs were done";
        }
        long more = epochs.isEmpty() ? done : Math.max(done - epochs.get(epochs.size() - 1).step(), 0);
        return "ended after " + epochs.size() + " of " + run.epochs() + " epochs"
                + (more == 0 ? "" : " and " + more + " of " + run.stepsPerEpoch() + " steps of the next");
    }

    private Recording recording(String outcome) {
        return new Recording(info, graph, steps, epochs, outcome);
    }

    @Override
    public Map<String, String> state() {
        return Map.of("steps", Integer.toString(steps.size()), "epochs", Integer.toString(epochs.size()));
    }

    /** Takes up the recording where the checkpoint was written; what came after it is run again. */
    @Override
    public void restore(Map<String, String> state) {
        keeper.earlier().ifPresent(r -> {
            // Killed between its last checkpoint and its end: what is missing is written, even if no step is left to do.
            begun = r.outcome().isEmpty();
            info = info(r.run().startedAt());
            steps.addAll(r.steps().subList(0, Math.min(r.steps().size(), Integer.parseInt(state.get("steps")))));
            epochs.addAll(r.epochs().subList(0, Math.min(r.epochs().size(), Integer.parseInt(state.get("epochs")))));
            if (!epochs.isEmpty()) {
                origin = System.nanoTime() - (long) (epochs.get(epochs.size() - 1).at() * 1e9);
            }
        });
    }
}
