package org.espalier.reference.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.data.Preprocessing;
import org.espalier.nn.RandomStream;
import org.espalier.nn.UnaryLayer;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.VerificationReport;
import org.espalier.plugin.DataException;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.data.Splits;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every registered preprocessing, whoever registers it: fitted to a training set, it goes into all files with the model,
 * and the model and its ONNX file take raw examples.
 */
class PreparationExportTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);
    private static final int EXAMPLES = 60;
    private static final int CLASSES = 3;

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<Preprocessing> registered() {
        return ENGINE.registry().components().stream()
                .map(c -> (Object) c.defaults())
                .filter(Preprocessing.class::isInstance)
                .map(Preprocessing.class::cast);
    }

    /** Raw examples of every kind: badly scaled images as numbers and as bytes, and indices. */
    static List<Dataset> data() {
        RandomStream random = RandomStream.of(11, "raw");
        float[] numbers = new float[EXAMPLES * 24];
        byte[] bytes = new byte[EXAMPLES * 24];
        long[] indices = new long[EXAMPLES * 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (100 * (i % 24 % 5) + Math.pow(10, i % 24 / 8) * random.normal(i));
            bytes[i] = (byte) random.below(i, 256);
        }
        for (int i = 0; i < indices.length; i++) {
            indices[i] = random.below(i, 5);
        }
        return List.of(
                set(Tensor.of(numbers, EXAMPLES, 2, 3, 4)),
                set(Tensor.of(TensorType.of(DType.U8, EXAMPLES, 2, 3, 4), bytes)),
                set(Tensor.of(indices, EXAMPLES, 2)));
    }

    private static Dataset set(Tensor inputs) {
        return Dataset.of(inputs, Tensor.of(IntStream.range(0, EXAMPLES).mapToLong(i -> i % CLASSES).toArray()));
    }

    @ParameterizedTest
    @MethodSource("registered")
    void rawExamplesGoInAfterLoadingAndAfterExport(Preprocessing preprocessing) {
        int suitable = 0;
        for (Dataset data : data()) {
            List<Dataset> parts = Splits.random(data, 5, 0.75, 0.25);
            Optional<UnaryLayer> fitted = fit(preprocessing, parts.get(0));
            if (fitted.isPresent()) {
                suitable++;
                checkFiles(fitted.get(), parts.get(0), parts.get(1));
            }
        }
        assertThat(suitable).as("data that suits %s", preprocessing).isPositive();
    }

    private static Optional<UnaryLayer> fit(Preprocessing preprocessing, Dataset training) {
        try {
            return Optional.of(preprocessing.fit(training));
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private void checkFiles(UnaryLayer fitted, Dataset training, Dataset test) {
        TensorType raw = training.type(Dataset.INPUT);
        Network network = Network.of(new Input(Dataset.INPUT, raw.dtype(), raw.shape()), sequential(fitted, flatten(), dense(CLASSES)));
        Model model = Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.01)).withEpochs(2).withBatchSize(16)
                .fit(ENGINE, network, training).model();
        Path saved = folder.resolve("model.espalier");
        model.save(saved);
        Model loaded = Model.load(ENGINE, saved);
        Tensor inputs = test.all(Dataset.INPUT);
        assertThat(loaded.network()).isEqualTo(network);
        assertThat(loaded.predict(inputs)).isEqualTo(model.predict(inputs));

        OnnxExport export = OnnxExport.of(loaded);
        Path file = folder.resolve("model.onnx");
        export.write(file);
        VerificationReport report = export.verification().tolerance(1e-4, 1e-4).inputs(Map.of(Dataset.INPUT, inputs)).run(file);
        assertThat(report.comparisons()).hasSize(1);
        checkWithoutPreparation(fitted, loaded, inputs);
    }

    /** What is left out of the model and its file is what the preparation alone does. */
    private void checkWithoutPreparation(UnaryLayer fitted, Model model, Tensor raw) {
        Network alone = Network.of(new Input(Dataset.INPUT, raw.dtype(), raw.shape().without(0)), fitted);
        Tensor prepared = alone.init(ENGINE, 0).predict(raw);
        Model head = model.afterPreparation();
        assertThat(head.predict(prepared)).isEqualTo(model.predict(raw));

        OnnxExport export = OnnxExport.of(head);
        Path file = folder.resolve("head.onnx");
        assertThat(export.write(file).inputs()).containsOnlyKeys(Dataset.INPUT);
        assertThat(export.verification().tolerance(1e-4, 1e-4).inputs(Map.of(Dataset.INPUT, prepared)).run(file).comparisons())
                .hasSize(1);
    }
}
