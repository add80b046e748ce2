package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareOptimizersTest {
    /** Quadratic convergence beats superlinear, which beats linear. */
    @Test
    void whoKnowsTheCurvatureNeedsTheFewestSteps(@TempDir Path folder) throws Exception {
        try (Engine engine = Engine.create()) {
            Map<String, double[]> gaps = CompareOptimizers.gaps(engine, Digits.load());
            int newton = CompareOptimizers.stepsTo(gaps.get("Newton"), 1e-6);
            int lbfgs = CompareOptimizers.stepsTo(gaps.get("L-BFGS"), 1e-6);
            assertThat(newton).isBetween(4, 12);
            assertThat(lbfgs).isBetween(newton + 1, 80);
            for (String first : new String[] {"Adam", "Nesterov", "momentum", "SGD"}) {
                int steps = CompareOptimizers.stepsTo(gaps.get(first), 1e-6);
                assertThat(steps < 0 || steps > lbfgs).as("%s: %d", first, steps).isTrue();
            }
            double[] sgd = gaps.get("SGD");
            assertThat(gaps.get("momentum")[100]).isLessThan(sgd[100]);
            assertThat(sgd[299]).isLessThan(sgd[0] / 10);
            Path picture = folder.resolve("optimizers.png");
            Plots.logarithmic("title", "x", "y", gaps, picture);
            assertThat(Files.size(picture)).isGreaterThan(1_000);
        }
    }
}
