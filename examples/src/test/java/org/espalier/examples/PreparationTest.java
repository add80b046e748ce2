package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.espalier.core.engine.Engine;
import org.espalier.data.Dataset;
import org.espalier.onnx.VerificationReport;
import org.espalier.standard.data.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever standardises, trains, saves, loads and predicts gives the model what was measured, and nothing else. */
class PreparationTest {
    private static final List<Dataset> FLOWERS = Splits.stratified(Iris.load(), Dataset.TARGET, 1, 0.8, 0.2);

    @Test
    void aLoadedModelAndItsOnnxFileTakeWhatWasMeasured(@TempDir Path folder) {
        try (Engine engine = Engine.create()) {
            Preparation.train(engine, FLOWERS.get(0), folder);
            float[] scores = Preparation.predict(engine, folder).toFloats();
            // The first flower of Fisher's table, a setosa.
            assertThat(scores[0]).isGreaterThan(scores[1] + 2).isGreaterThan(scores[2] + 2);
            VerificationReport report = Preparation.export(engine, FLOWERS.get(1), folder);
            assertThat(report.comparisons()).hasSize(1);
        }
    }

    @Test
    void whatIsPreparedOnceHasVarianceOne() {
        try (Engine engine = Engine.create()) {
            float[] white = Preparation.prepared(engine, FLOWERS.get(0), FLOWERS.get(0)).all(Dataset.INPUT).toFloats();
            double squares = 0;
            for (int i = 0; i < white.length; i += 4) {
                squares += white[i] * white[i];
            }
            assertThat(squares / FLOWERS.get(0).size()).isEqualTo(1, within(1e-4));
        }
    }
}
