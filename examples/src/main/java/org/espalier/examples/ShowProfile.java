package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import org.espalier.core.engine.Engine;
import org.espalier.core.engine.Profiler;
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

/** Prints how long each kernel of a network takes. */
public final class ShowProfile {
    private static final int BATCH = 64;
    private static final int STEPS = 200;

    private ShowProfile() {}

    /** Trains a network for a while and prints the table. */
    public static void main(String[] args) {
        System.out.println(profile(STEPS));
    }

    static String profile(int steps) {
        Dataset data = Dataset.of(Tensor.of(new float[BATCH * 784], BATCH, 784), Tensor.of(new long[BATCH]));
        int[] rows = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            rows[i] = i;
        }
        Profiler profiler = new Profiler();
        try (Engine engine = profiler.wrap(Engine.create(Registry.discover(), Engine.FAST, 2))) {
            Model model = Network.of(Input.f32(784), sequential(dense(128, relu()), dense(10))).init(engine, 1);
            TrainingStep step = new TrainingStep(
                    model, Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(1e-3)), data.fields());
            for (int i = 0; i < 2 * steps; i++) {
                if (i == steps) {
                    profiler.reset(); // what was measured until here is the warm-up
                }
                step.update(data, rows, BATCH, 1e-3);
            }
        }
        return profiler.table();
    }
}
