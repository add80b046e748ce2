package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.espalier.core.engine.Engine;
import org.junit.jupiter.api.Test;

class FiveSeedsTest {
    @Test
    void theMeanTestAccuracyIsAtLeast97Percent() {
        Digits digits = Digits.load();
        try (Engine engine = Engine.create()) {
            double mean = Arrays.stream(FiveSeeds.SEEDS)
                    .mapToDouble(seed -> FiveSeeds.accuracy(engine, digits, seed))
                    .average()
                    .orElseThrow();
            assertThat(mean).isGreaterThanOrEqualTo(0.97);
        }
    }
}
