package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;

/** Prints what a small network becomes on its way to being run. */
public final class ShowPlan {
    private ShowPlan() {}

    /** Prints the graph, the step with its gradients and updates, and the plan. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create(Registry.discover(), Engine.FAST, 1)) {
            for (Object stage : stages(engine)) {
                System.out.println(stage);
                System.out.println();
            }
        }
    }

    static Object[] stages(Engine engine) {
        Network network = Network.of(Input.f32(4), sequential(dense(3, relu()), dense(2)));
        Model model = network.init(engine, 1);
        Training training = Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(0.1));
        Dataset data = Dataset.of(Tensor.of(new float[8], 2, 4), Tensor.of(new long[] {0, 1}));

        TrainingStep step = new TrainingStep(model, training, data.fields());
        return new Object[] {model.inferenceGraph(), step.graph(2), step.plan(2)};
    }
}
