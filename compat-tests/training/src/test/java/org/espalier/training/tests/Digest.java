package org.espalier.training.tests;

import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Model;
import org.espalier.data.Dataset;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;

/** Trains a little and prints a digest of the weights; started in JVMs of its own. Arguments: backend, threads. */
public final class Digest {
    private Digest() {}

    /** Prints the digest on a line of its own. */
    public static void main(String[] args) {
        System.out.println("digest " + of(args[0], Integer.parseInt(args[1])));
    }

    static String of(String backend, int threads) {
        try (Engine engine = Engine.create(Fixtures.REGISTRY, backend, threads)) {
            Dataset data = Fixtures.points(150);
            Model model = Fixtures.classify().withEpochs(2).fit(engine, Fixtures.everything(), data).model();
            Model searched = Training.of(Losses.softmaxCrossEntropy(), Optimizers.lbfgs()).withEpochs(4)
                    .fit(engine, Fixtures.plain(), data).model();
            return Fixtures.fingerprint(model.weights()) + Fixtures.fingerprint(searched.weights());
        }
    }
}
