package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.espalier.core.engine.Engine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The accuracies that docs/accuracies.md compares; the bounds are a little below what others reach. */
class AccuraciesTest {
    private static final String MNIST = "ESPALIER_MNIST";

    private static double mean(Accuracies.Row row) {
        try (Engine engine = Engine.create()) {
            return Accuracies.mean(row.accuracies(engine));
        }
    }

    @Test
    void iris() {
        assertThat(mean(Accuracies.iris())).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void digits() {
        assertThat(mean(Accuracies.digits())).isGreaterThanOrEqualTo(0.975);
    }

    @Test
    void mlpOnMnist() {
        assertThat(mean(Accuracies.mlp(mnist()))).isGreaterThanOrEqualTo(0.94);
    }

    @Test
    void leNetOnMnist() {
        assertThat(mean(Accuracies.leNet(mnist()))).isGreaterThanOrEqualTo(0.97);
    }

    private static Path mnist() {
        String folder = System.getenv(MNIST);
        Assumptions.assumeTrue(folder != null, "MNIST does not come with the project: to have this measured, set " + MNIST
                + " to a folder with its test set in IDX form");
        return Path.of(folder);
    }
}
