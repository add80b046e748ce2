package org.espalier.training.tests;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.batchNormalization;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.data.augment.Flip;
import org.espalier.data.augment.Translation;
import org.espalier.data.pipeline.Batches;
import org.espalier.data.pipeline.Pipeline;
import org.espalier.io.Disk;
import org.espalier.nn.RandomStream;
import org.espalier.report.Recorder;
import org.espalier.report.Reports;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * A training with everything that has a state: a pipeline that shuffles and changes images, dropout, batch normalisation,
 * Adam, callbacks that remember, and files of all kinds. Started in a JVM of its own it ends that JVM as a kill would.
 */
public final class KilledRun {
    private static final int SIDE = 6;
    private static final int KILLED = 137;
    private static final Network NETWORK = Network.of(Input.f32(1, SIDE, SIDE), sequential(
            flatten(), dense(12), batchNormalization(), tanh(), dropout(0.25), dense(8, relu()), dense(3)));
    private static final Dataset EXAMPLES = images(70, "training");
    private static final Dataset OTHERS = images(30, "validation");

    private KilledRun() {}

    /** Arguments: the folder, "step" or "point", and the number of the one at which the JVM ends. */
    public static void main(String[] args) {
        int last = Integer.parseInt(args[2]);
        AtomicInteger points = new AtomicInteger();
        if (args[1].equals("point")) {
            Disk.watch(next -> {
                if (points.incrementAndGet() == last) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
        run(Path.of(args[0]), args[1].equals("step") ? last : -1);
    }

    /** Images with a bright row, in the upper, middle or lower third, which is the class. */
    private static Dataset images(int n, String name) {
        RandomStream random = RandomStream.of(11, name);
        float[] pixels = new float[n * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.normal(i);
        }
        int[] classes = IntStream.range(0, n).map(i -> i * 7 % 3).toArray();
        for (int i = 0; i < n; i++) {
            for (int column = 0; column < SIDE; column++) {
                pixels[(i * SIDE + 2 * classes[i]) * SIDE + column] += 1;
            }
        }
        return Dataset.of(Tensor.of(pixels, n, 1, SIDE, SIDE), Tensor.of(classes));
    }

    private static Callback killAt(long step) {
        return run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step s) {
                if (s.step() == step) {
                    Runtime.getRuntime().halt(KILLED);
                }
                return Directive.CONTINUE;
            }
        };
    }

    /** Trains from what is in the folder. */
    static FitResult run(Path folder) {
        return run(folder, -1);
    }

    private static FitResult run(Path folder, long lastStep) {
        Batches batches = Pipeline.of(EXAMPLES).shuffle().augment(Flip.horizontal(), Translation.upTo(1, 1)).batch(16)
                .prefetch(2);
        Training training = Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.05))
                .withMetrics(Metrics.accuracy(), Metrics.confusionMatrix())
                .withValidation(OTHERS)
                .withEpochs(8)
                .withSeed(5)
                .withCheckpoint(folder.resolve("run.espalier"), 1)
                .withCallbacks(
                        killAt(lastStep),
                        Callbacks.exponentialMovingAverage("val_loss", 3),
                        Callbacks.simpleMovingAverage("loss", 2),
                        Callbacks.reduceOnPlateau(0.5, 1),
                        Callbacks.earlyStopping(2),
                        Callbacks.checkpoints(folder.resolve("states")).withEvery(2, 1),
                        Recorder.into(folder).withBins(5)
                                .withWriters(Reports.html(), Reports.csv(), Reports.tensorBoard()));
        try (Engine engine = Fixtures.reference()) {
            return training.fit(engine, NETWORK, batches);
        }
    }
}
