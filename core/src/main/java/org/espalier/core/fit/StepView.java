package org.espalier.core.fit;

import java.util.Set;
import org.espalier.core.model.Model;
import org.espalier.core.model.Traced;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;

/** What callbacks see of a step; one object for all steps of a run. */
final class StepView implements Callback.Step {
    private final Model model;
    private final TrainingStep step;
    private int epoch;
    private double rate;

    StepView(Model model, TrainingStep step) {
        this.model = model;
        this.step = step;
    }

    /** Where the run is. */
    void moveTo(int nowEpoch, double nowRate) {
        epoch = nowEpoch;
        rate = nowRate;
    }

    @Override
    public long step() {
        return step.steps();
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public double loss() {
        return step.loss();
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public Set<String> values() {
        return step.capturedPaths(Traced.VALUE);
    }

    @Override
    public Set<String> gradients() {
        return step.capturedPaths(StepGraph.GRADIENT);
    }

    @Override
    public Tensor value(String path) {
        return values().contains(path) ? step.captured(Traced.VALUE + path) : Callback.Step.super.value(path);
    }

    @Override
    public Tensor gradient(String path) {
        return gradients().contains(path) ? step.captured(StepGraph.GRADIENT + path) : Callback.Step.super.gradient(path);
    }

    @Override
    public Tensor variable(String path) {
        return model.weight(path);
    }
}
