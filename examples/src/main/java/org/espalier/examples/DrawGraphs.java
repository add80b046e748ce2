package org.espalier.examples;

import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.core.check.Backpropagation;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.graph.WorkedGraph;
import org.espalier.report.Reports;
import org.espalier.standard.Activations;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;

/** Draws a formula and a network's loss with their values and derivatives. Argument: a folder for the pictures. */
public final class DrawGraphs {
    private DrawGraphs() {}

    /** Writes f.svg and loss.svg. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("x", -2.0);
        numbers.put("y", 5.0);
        numbers.put("z", -4.0);
        try (Engine engine = Engine.create()) {
            Model model = Network.of(Input.f32(2), sequential(dense(2, Activations.sigmoid()), dense(1))).init(engine, 1);
            Training training = Training.of(Losses.halfSquaredError(), Optimizers.sgd(0.1));
            Batch batch = Batch.of(Tensor.of(new float[][] {{1, 0.5f}}), Tensor.of(new float[][] {{1}}));

            WorkedGraph f = Backpropagation.ofNumbers(engine, numbers, v -> v.get("x").add(v.get("y")).mul(v.get("z")));
            Reports.draw(f, folder.resolve("f.svg"));
            Reports.draw(training.workedGraph(model, batch), folder.resolve("loss.svg"));
        }
    }
}
