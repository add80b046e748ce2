package org.acme.espalier;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.nn.RandomStream;
import org.espalier.onnx.OnnxExport;
import org.espalier.standard.Layers;
import org.espalier.tensor.Tensor;

/** The whole road with the stranger's parts: define, train, save, load, export, verify. Also started in JVMs of its own. */
public final class Road {
    /** What came of it. */
    record Result(double firstLoss, double lastLoss, double onnxDifference) {}

    private Road() {}

    /** Runs on whatever plugins are found; prints one line. Argument: a folder to write into. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create(Registry.discover())) {
            Result r = run(engine, Path.of(args[0]));
            System.out.println("road: backend " + engine.backend().id() + ", module " + AcmePlugin.class.getModule().getName()
                    + ", loss " + r.firstLoss() + " -> " + r.lastLoss() + ", difference " + r.onnxDifference());
        }
    }

    static Network network() {
        return Network.of(Input.f32(3), Layers.sequential(
                new SwiGlu(16),
                Layers.dense(8, Bent.INSTANCE).withKernel(new Triangular(0.5)),
                Layers.dense(1)));
    }

    /** y = x₀·x₁ − x₂. */
    static Dataset data() {
        RandomStream random = RandomStream.of(11, "road");
        float[] x = new float[256 * 3];
        float[] y = new float[256];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (2 * random.uniform(i) - 1);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = x[3 * i] * x[3 * i + 1] - x[3 * i + 2];
        }
        return Dataset.of(Tensor.of(x, 256, 3), Tensor.of(y, 256, 1));
    }

    static Result run(Engine engine, Path folder) {
        FitResult trained = Training.of(LogCosh.INSTANCE, new Lion(new Sawtooth(3e-3, 64), 0.9, 0.99))
                .withEpochs(80).withBatchSize(32).withSeed(0)
                .fit(engine, network(), data());
        Path file = folder.resolve("road.espalier");
        trained.model().save(file);
        Model loaded = Model.load(engine, file);
        Tensor x = data().all(Dataset.INPUT);
        if (!loaded.predict(x).equals(trained.model().predict(x)) || !loaded.network().equals(network())) {
            throw new AssertionError("the loaded model is not the saved one");
        }
        Path onnx = folder.resolve("road.onnx");
        OnnxExport export = OnnxExport.of(loaded);
        export.write(onnx);
        double difference = export.verification().inputs(Map.of(Dataset.INPUT, x)).run(onnx).maxDifference();
        if (!Files.exists(onnx)) {
            throw new AssertionError("nothing was written");
        }
        double[] loss = trained.history().series("loss");
        return new Result(loss[0], loss[loss.length - 1], difference);
    }
}
