package org.espalier.examples;

import java.util.Arrays;
import java.util.Locale;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;

/** The quickstart's training with five declared seeds: test accuracy of each, and their mean. */
public final class FiveSeeds {
    /** The seeds. */
    static final long[] SEEDS = {1, 2, 3, 4, 5};

    private FiveSeeds() {}

    /** Prints a line a seed, and the mean. */
    public static void main(String[] args) {
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            double[] accuracies = Arrays.stream(SEEDS).mapToDouble(seed -> {
                double a = accuracy(engine, digits, seed);
                System.out.printf(Locale.ROOT, "seed %d: test accuracy %.4f%n", seed, a);
                return a;
            }).toArray();
            System.out.printf(Locale.ROOT, "mean of %d seeds: %.4f%n", SEEDS.length, Arrays.stream(accuracies).average().orElseThrow());
        }
    }

    static double accuracy(Engine engine, Digits digits, long seed) {
        Model model = Quickstart.training(digits, Quickstart.EPOCHS, seed).fit(engine, Quickstart.network(), digits.train()).model();
        return model.evaluate(digits.test(), Losses.softmaxCrossEntropy(), Metrics.accuracy()).get("accuracy");
    }
}
