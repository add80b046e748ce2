package org.espalier.reference.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Model;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.VerificationReport;
import org.espalier.standard.Losses;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks for images and sequences, from the first weights to the exported file. */
class ExampleNetworksTest {
    private static final int EXAMPLES = 12;
    private static final Engine REFERENCE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);
    private static final Engine FAST = Engine.create(Registry.discover(), Engine.FAST, 2);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        REFERENCE.close();
        FAST.close();
    }

    @ParameterizedTest
    @MethodSource("org.espalier.reference.layers.ExampleNetworks#all")
    void learnsABatchByHeartAndIsSavedAndExported(ExampleNetworks example) {
        Dataset data = example.examples(EXAMPLES);
        Model fresh = example.network().init(FAST, 1);
        FitResult result = Training.of(Losses.softmaxCrossEntropy(), example.optimizer()).withBatchSize(EXAMPLES)
                .withEpochs(30).fit(fresh, data);
        Model model = result.model();

        double[] losses = result.history().series("loss");
        assertThat(losses[0]).as("a guess costs ln 10 = 2.3").isGreaterThan(1.5);
        assertThat(losses[losses.length - 1]).isLessThan(losses[0] / 2);
        Path saved = folder.resolve("model.espalier");
        model.save(saved);
        Model loaded = Model.load(FAST, saved);
        assertThat(loaded.network()).isEqualTo(example.network());
        Tensor x = input(data, 3);
        assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
        Path file = folder.resolve("model.onnx");
        OnnxExport export = OnnxExport.of(model);
        export.write(file);
        VerificationReport report = export.verification().inputs(Map.of(Dataset.INPUT, input(data, 1)))
                .inputs(Map.of(Dataset.INPUT, x)).run(file);
        assertThat(report.comparisons()).extracting(VerificationReport.Comparison::batch).hasSize(2);
        assertThat(report.maxDifference()).isLessThan(1e-4);
    }

    private static Tensor input(Dataset data, int examples) {
        return data.subset(IntStream.range(0, examples).toArray()).all(Dataset.INPUT);
    }
}
