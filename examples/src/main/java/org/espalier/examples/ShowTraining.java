package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Losses.softmaxCrossEntropy;
import static org.espalier.standard.Metrics.accuracy;
import static org.espalier.standard.Metrics.confusionMatrix;
import static org.espalier.standard.Optimizers.adam;

import java.nio.file.Path;
import java.util.List;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.LearningRateFinder;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.report.Recorder;
import org.espalier.report.Reports;
import org.espalier.report.chart.RunCharts;
import org.espalier.standard.Callbacks;

/** A training to look at: finds a learning rate, trains, and writes a report. Arguments: a folder, the epochs. */
public final class ShowTraining {
    private ShowTraining() {}

    /** Writes into the folder. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "training-out");
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            Network net = Network.of(Input.f32(64), sequential(dense(64, relu()), dense(32, tanh()), dense(10)));
            Model model = net.init(engine, 42);
            LearningRateFinder.Result found = LearningRateFinder.DEFAULT
                    .run(model, Training.of(softmaxCrossEntropy(), adam(1e-3)).withSeed(42), digits.train());
            draw(found, folder);

            Training.of(softmaxCrossEntropy(), adam(3e-3))
                    .withMetrics(accuracy(), confusionMatrix())
                    .withValidation(digits.validation())
                    .withEpochs(epochs).withBatchSize(32).withSeed(42)
                    .withCallbacks(
                            Callbacks.progress(),
                            Callbacks.checkpoints(folder.resolve("states")).withEvery(5, 2),
                            Callbacks.exponentialMovingAverage("val_loss", 5),
                            Callbacks.stopOnDivergence(),
                            Recorder.into(folder).withWriters(
                                    Reports.html(), Reports.csv(), Reports.tensorBoard(), Reports.pngCharts()))
                    .fit(model, digits.train());
        }
    }

    private static void draw(LearningRateFinder.Result found, Path folder) {
        List<LearningRateFinder.Trial> t = found.trials();
        Reports.pngCharts().write(
                RunCharts.learningRates(
                        t.stream().map(LearningRateFinder.Trial::rate).toList(),
                        t.stream().map(LearningRateFinder.Trial::loss).toList(),
                        t.stream().map(LearningRateFinder.Trial::smoothed).toList()),
                folder.resolve("charts/learning-rates.png"));
    }
}
