package org.espalier.examples;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.residual;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Schedules.cosine;
import static org.espalier.standard.Schedules.warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.VerificationReport;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From nothing to a verified ONNX file: trains on handwritten digits and shows what came of it. */
@Command(name = "quickstart", mixinStandardHelpOptions = true, version = "Espalier quickstart",
        description = "Trains a network on handwritten digits, exports it to ONNX and verifies the file.")
public final class Quickstart implements Callable<Integer> {
    /** Passes over the training set. */
    static final int EPOCHS = 60;

    @Option(names = "--out", description = "folder for what is written (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("quickstart-out");

    @Option(names = "--epochs", description = "passes over the training set (default: ${DEFAULT-VALUE})")
    private int epochs = EPOCHS;

    @Option(names = "--seed", description = "seed of weights, order and dropout (default: ${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(names = "--threads", description = "threads of the backend; results do not depend on it (default: all)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--backend", description = "cpu or reference (default: ${DEFAULT-VALUE})")
    private String backend = Engine.FAST;

    /** The network of the quickstart. */
    static Network network() {
        return Network.of(Input.f32(64), sequential(
                dense(128, relu()),
                dropout(0.3),
                residual(dense(128, relu()), dropout(0.3), dense(128)),
                dense(10)));
    }

    /** How it is trained; chosen on the validation set. */
    static Training training(Digits digits, int epochs, long seed) {
        long steps = (long) epochs * ((digits.train().size() + 31) / 32);
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(cosine(3e-3, steps).after(warmup(50)))
                        .with(Optimizers.clipByGlobalNorm(1.0)))
                .withMetrics(Metrics.accuracy())
                .withValidation(digits.validation())
                .withEpochs(epochs)
                .withBatchSize(32)
                .withSeed(seed);
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (epochs < 1 || threads < 1) {
            throw new ParameterException(spec.commandLine(), "--epochs and --threads must be at least 1, but are "
                    + epochs + " and " + threads);
        }
        Files.createDirectories(out);
        Digits digits = Digits.load();
        System.out.printf(Locale.ROOT, "digits: %d for training, %d for validation, %d for the test (stratified, split seed %d)%n",
                digits.train().size(), digits.validation().size(), digits.test().size(), Digits.SPLIT_SEED);
        try (Engine engine = Engine.create(Registry.discover(), backend, threads)) {
            Model model = network().init(engine, seed);
            System.out.print(model.summary());
            Path checkpoint = out.resolve("digits.checkpoint");
            if (Files.exists(checkpoint)) {
                System.out.println("going on from " + checkpoint);
            }
            FitResult result = training(digits, epochs, seed)
                    .withCallbacks(Callbacks.progress())
                    .withCheckpoint(checkpoint, 1)
                    .fit(model, digits.train());
            report(result, digits);
            Files.delete(checkpoint);
        }
        return 0;
    }

    private void report(FitResult result, Digits digits) {
        Model model = result.model();
        model.save(out.resolve("digits.espalier"));
        Plots.learningCurve(result.history(), out.resolve("learning-curve.png"));
        Tensor confusion = Confusion.counts(model, digits.test());
        Plots.confusionMatrix(confusion, out.resolve("confusion-matrix.png"));
        System.out.println("confusion matrix of the test set (rows: digit, columns: recognised as)");
        System.out.print(Confusion.table(confusion));
        Map<String, Double> test = model.evaluate(digits.test(), Losses.softmaxCrossEntropy(), Metrics.accuracy());
        System.out.println("weights: sha-256 " + Fingerprint.of(model.weights()));
        double difference = export(model, digits.test());
        System.out.println("written to " + out + ": digits.espalier, digits.onnx, learning-curve.png, confusion-matrix.png");
        System.out.printf(Locale.ROOT, "quickstart: test accuracy %.4f, onnx max difference %.3g, verified%n",
                test.get("accuracy"), difference);
    }

    /** Writes the ONNX file and runs it beside the model on test images, one alone and seven at once. */
    private double export(Model model, Dataset test) {
        Path file = out.resolve("digits.onnx");
        OnnxExport export = OnnxExport.of(model).doc("Handwritten digits, 8 x 8 grey values from 0 to 1");
        System.out.print(export.write(file));
        VerificationReport report = export.verification()
                .inputs(Map.of(Dataset.INPUT, images(test, 1)))
                .inputs(Map.of(Dataset.INPUT, images(test, 7)))
                .run(file);
        System.out.print(report);
        return report.maxDifference();
    }

    private static Tensor images(Dataset test, int count) {
        return test.subset(IntStream.range(0, count).toArray()).all(Dataset.INPUT);
    }

    /** Runs it; the exit code is 0 if all went well, 1 after a mistake that the message explains, 2 for wrong options. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Quickstart());
        line.setExecutionExceptionHandler((e, cmd, parsed) -> {
            if (e instanceof EspalierException) {
                System.err.println("quickstart: " + e.getMessage());
                return 1;
            }
            throw e;
        });
        System.exit(line.execute(args));
    }
}
