package org.espalier.standard.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.UnaryLayer;
import org.espalier.optim.Optimizer;
import org.espalier.standard.Runs;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/** One vector of parameters under an optimizer, in f64, through the step that all training uses. */
final class Descent {
    private final Model model;
    private final TrainingStep step;
    private final int width;
    private long updates;
    private final Optimizer optimizer;

    private Descent(Optimizer optimizer, int inputs, UnaryLayer layer) {
        this.optimizer = optimizer;
        this.width = inputs;
        this.model = Network.of(Input.f32(inputs), layer).init(Runs.ENGINE, 0, DType.F64);
        Loss output = new Loss() {
            @Override
            public Value perExample(Value prediction, Value target) {
                return prediction;
            }

            @Override
            public boolean usesTarget() {
                return false;
            }
        };
        this.step = new TrainingStep(model, Training.of(output, optimizer),
                Map.of(Dataset.INPUT, TensorType.of(DType.F64, inputs)));
    }

    private static Value parameter(org.espalier.nn.Scope s, double[] start) {
        Initializer given = (values, spec, random) -> System.arraycopy(start, 0, values, 0, start.length);
        return s.parameter("w", Shape.of(start.length), given, Role.WEIGHT);
    }

    /** Minimises a scalar function of the vector. */
    static Descent of(Optimizer optimizer, double[] start, UnaryOperator<Value> function) {
        return new Descent(optimizer, 1, (s, x) -> function.apply(parameter(s, start)).expand(Shape.of(x.dim(0))));
    }

    /** Makes updates with gradients that are given one by one to {@link #update}. */
    static Descent withGiven(Optimizer optimizer, double... start) {
        return new Descent(optimizer, start.length, (s, x) -> x.mul(parameter(s, start)).sum(false, 1));
    }

    /** One update; returns the objective before it. */
    double update(double... gradient) {
        double[] input = gradient.length == 0 ? new double[width] : gradient;
        double rate = optimizer.learningRate().at(updates++, 1);
        return step.update(new Batch(Map.of(Dataset.INPUT, Tensor.of(input, 1, width))), rate);
    }

    /** Whether the last update found no better point. */
    boolean hasConverged() {
        return step.hasConverged();
    }

    /** The vector. */
    double[] point() {
        return model.weight("w").toDoubles();
    }

    /** A slot of the optimizer. */
    double[] slot(String name) {
        return step.slots().get("optimizer/" + name + "/w").toDoubles();
    }

    /** The points after each of some updates with given gradients, one behind the other. */
    static double[] path(Optimizer optimizer, double[] start, double[][] gradients) {
        Descent d = withGiven(optimizer, start);
        List<Double> all = new ArrayList<>();
        for (double[] g : gradients) {
            d.update(g);
            for (double v : d.point()) {
                all.add(v);
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
