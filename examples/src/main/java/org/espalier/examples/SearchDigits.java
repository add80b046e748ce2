package org.espalier.examples;

import static org.espalier.core.search.Dimension.choice;
import static org.espalier.core.search.Dimension.logInteger;
import static org.espalier.core.search.Dimension.logUniform;
import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Losses.softmaxCrossEntropy;
import static org.espalier.standard.Metrics.accuracy;
import static org.espalier.standard.Optimizers.adam;

import java.nio.file.Path;
import java.util.Locale;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.ExperimentFile;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.search.Dimension;
import org.espalier.core.search.Search;
import org.espalier.core.search.SearchResult;
import org.espalier.core.search.Space;
import org.espalier.nn.Activation;
import org.espalier.report.Reports;

/**
 * Searches for the hyper-parameters of a network for digits, shows the search, and trains the best again. Killed and
 * started again it goes on. Arguments: a folder, the number of trials.
 */
public final class SearchDigits {
    private SearchDigits() {}

    /** Prints the table of trials and how well the best does on the test set. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : "search-out");
        int trials = args.length > 1 ? Integer.parseInt(args[1]) : 27;
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            System.out.print(search(engine, digits, folder, trials, Math.min(2, engine.threads())).table());
            Reports.searchReport(folder, Reports.pngCharts());
            FitResult again = again(engine, digits, folder);
            System.out.printf(Locale.ROOT, "the best, trained again: validation loss %.4f, test accuracy %.4f%n",
                    again.history().last("val_loss"),
                    again.model().evaluate(digits.test(), softmaxCrossEntropy(), accuracy()).get("accuracy"));
        }
    }

    static SearchResult search(Engine engine, Digits digits, Path folder, int trials, int parallel) {
        Dimension<Double> rate = logUniform("rate", 1e-4, 1e-1);
        Dimension<Integer> units = logInteger("units", 8, 128);
        Dimension<Double> drop = Dimension.uniform("dropout", 0, 0.5);
        Dimension<Activation> activation = choice("activation", relu(), tanh());

        SearchResult found = Search.random(Space.of(rate, units, drop, activation), trials).withSeed(1)
                .withHalving(2, 3).withParallelTrials(parallel)
                .run(engine, folder, digits.train(), p -> Experiment.of(
                        Network.of(Input.f32(64), sequential(
                                dense(p.get(units), p.get(activation)), dropout(p.get(drop)), dense(10))),
                        Training.of(softmaxCrossEntropy(), adam(p.get(rate)))
                                .withMetrics(accuracy()).withValidation(digits.validation())
                                .withEpochs(18).withBatchSize(32).withSeed(42)));
        return found;
    }

    static FitResult again(Engine engine, Digits digits, Path folder) {
        ExperimentFile best = ExperimentFile.read(engine, folder.resolve("best.json"));
        return best.fit(engine, digits.train(), digits.validation());
    }
}
